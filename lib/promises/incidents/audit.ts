import { type AuditCheck, compare, isList, judge } from '../evidence.ts';
import { written } from '../written-terms.ts';
import { below, jsonAt, perRole } from './found.ts';
import { REPORTS_LATE, STATUS_NAMESPACE } from './names.ts';
import { pageChecks } from './page-checks.ts';
import { reportTermsOf } from './rules.ts';
import { tellingChecks } from './telling-checks.ts';

const INPUT = ['Properties', 'Target', 'Input'];

const reports: AuditCheck = {
  rule: 'incidents/report-as-agreed',
  term: 'incidents.report-after',
  says: 'Which outages a report follows, and until when, is judged as it was agreed.',
  run: ({ terms }, assembly) => {
    const expected = JSON.stringify(written(reportTermsOf(terms.incidents)));
    const marks = { promise: 'incidents', role: 'publish-schedule' } as const;
    return perRole(assembly, 'AWS::Scheduler::Schedule', marks, schedule => {
      const given = below(jsonAt(schedule, INPUT), 'reports');
      const listed = isList(given) ? given.map(each => JSON.stringify(each)) : [];
      return [{ ...judge(schedule, INPUT, expected, listed.includes(expected)), actual: listed.join(', ') }];
    });
  },
};

const late: AuditCheck = {
  rule: 'incidents/late-report-rings',
  term: 'incidents.report-after',
  says: 'An alarm rings when a report is due and not there.',
  run: ({ environment }, assembly) =>
    perRole(assembly, 'AWS::CloudWatch::Alarm', { promise: 'incidents', role: 'report-late' }, alarm => [
      compare(alarm, ['Properties', 'Namespace'], STATUS_NAMESPACE),
      compare(alarm, ['Properties', 'MetricName'], REPORTS_LATE),
      compare(alarm, ['Properties', 'Threshold'], 0),
      compare(alarm, ['Properties', 'Dimensions'], [{ Name: 'Environment', Value: environment.environment }]),
    ]),
};

export const checks: readonly AuditCheck[] = [...pageChecks, ...tellingChecks, reports, late];
