import { type Assembly, type AuditCheck, compare, type Evidence, judged, missing } from '../evidence.ts';
import { perRole, settingNames } from '../incidents/found.ts';
import { logsIn, watchedBy } from '../incidents/page-checks.ts';
import { emailReaches } from '../incidents/telling-checks.ts';
import { FUNCTION } from './found.ts';

export const email: AuditCheck = {
  rule: 'maintenance/told-by-email',
  term: 'maintenance.kinds',
  says: 'Every customer who is promised an email about maintenance gets one, at an address of its own.',
  run: (subject, assembly) => {
    const kinds = Object.entries(subject.terms.maintenance?.kinds ?? {});
    const told = kinds.filter(([, kind]) => kind['told-by']?.includes('email'));
    if (told.length === 0) return { status: 'not-applicable', reason: 'no email is promised' };
    const verdicts = told.map(([kind]) => emailReaches(subject, assembly, 'maintenance', kind));
    const evidence = verdicts.flatMap(verdict => (verdict.status === 'judged' ? verdict.evidence : []));
    return judged(evidence, missing('an email', 'AWS::SNS::Topic'));
  },
};

export const shown: AuditCheck = {
  rule: 'maintenance/on-the-page',
  term: 'maintenance',
  says: 'Announced maintenance is on the status page and in its calendar, and any dashboard may read it as data.',
  run: (_subject, assembly) =>
    perRole(assembly, FUNCTION, { promise: 'incidents', role: 'publish' }, fn => [
      settingNames(fn, 'NOTICES', logsIn(assembly), 'the log that announcements are added to'),
      ...readableByAll(assembly, fn.stack),
    ]),
};

function readableByAll(assembly: Assembly, stack: string): readonly Evidence[] {
  const type = 'AWS::CloudFront::ResponseHeadersPolicy';
  const found = assembly.resources.filter(each => each.type === type && each.stack === stack);
  const path = ['Properties', 'ResponseHeadersPolicyConfig', 'CorsConfig', 'AccessControlAllowOrigins'];
  if (found.length === 0) return [missing('headers that let a dashboard read the page', type)];
  return found.map(each => compare(each, [...path, 'Items'], ['*']));
}

export const watched: AuditCheck = {
  rule: 'maintenance/watched',
  term: 'maintenance',
  says: 'An alarm rings when announcements do not reach the page, the customers or the measurement.',
  run: (_subject, assembly) => judged(watchedBy(assembly), missing('alarms', 'AWS::CloudWatch::Alarm')),
};
