import { type AuditCheck, compare, judge, valueAt } from '../evidence.ts';
import { perRole } from '../incidents/found.ts';
import { muteWindows } from '../monitoring/rules.ts';

export const muted: AuditCheck = {
  rule: 'maintenance/paging-rests-no-longer',
  term: 'maintenance.kinds',
  says: 'People are not paged in regular windows of maintenance, which are no longer than was agreed.',
  run: ({ agreement, terms }, assembly) => {
    const own = Object.keys(terms.maintenance?.kinds ?? {});
    const windows = muteWindows(agreement).filter(({ kind }) => own.includes(kind));
    if (windows.length === 0) return { status: 'not-applicable', reason: 'no regular windows were agreed' };
    const type = 'AWS::CloudWatch::AlarmMuteRule';
    return perRole(assembly, type, { promise: 'maintenance', role: 'mute' }, rule => {
      const path = ['Properties', 'Rule', 'Schedule'];
      const agreed = windows.map(({ minutes }) => `PT${minutes}M`);
      const duration = [...path, 'Duration'];
      return [
        judge(rule, duration, agreed.join(' or '), agreed.includes(String(valueAt(rule, duration)))),
        compare(rule, [...path, 'Timezone'], agreement.zone),
      ];
    });
  },
};
