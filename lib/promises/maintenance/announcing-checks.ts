import type { AuditCheck } from '../evidence.ts';
import { addsOnly, below, jsonAt, perRole, settingNames, settingPath } from '../incidents/found.ts';
import { logsIn } from '../incidents/page-checks.ts';
import { asJson, expectedOf, FUNCTION, sameAs } from './found.ts';

export const recorded: AuditCheck = {
  rule: 'maintenance/announced-on-record',
  term: 'maintenance',
  says: 'When maintenance was announced is written by the clock of the log and never changed: a change is a new line.',
  run: (_subject, assembly) =>
    perRole(assembly, FUNCTION, { promise: 'maintenance', role: 'write' }, fn => [
      settingNames(fn, 'NOTICES', logsIn(assembly), 'the log of notices'),
      ...addsOnly(assembly, { promise: 'maintenance', role: 'write' }),
    ]),
};

export const asAgreed: AuditCheck = {
  rule: 'maintenance/kinds-as-agreed',
  term: 'maintenance.kinds',
  says: 'Each kind of maintenance is announced as agreed: its notice, its longest time, its days, its way of telling.',
  run: (subject, assembly) => {
    const { key, terms } = expectedOf(subject);
    const expected = below(asJson(terms), 'kinds');
    return perRole(assembly, FUNCTION, { promise: 'maintenance', role: 'write' }, fn => {
      const path = settingPath('TERMS');
      return [sameAs(fn, path, below(jsonAt(fn, path), 'plans', key, 'kinds'), expected)];
    });
  },
};
