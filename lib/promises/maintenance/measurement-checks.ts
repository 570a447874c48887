import { excludeFunctionName, historyTableName } from '../availability/measuring-names.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  judge,
  judged,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import {
  below,
  jsonAt,
  minutesOf,
  perRole,
  refersTo,
  settingNames,
  settingPath,
} from '../incidents/found.ts';
import { logsIn } from '../incidents/page-checks.ts';
import { asJson, expectedOf, FUNCTION, measured, SCHEDULE, sameAs } from './found.ts';

const INPUT = ['Properties', 'Target', 'Input'];
const HOUR = 60;

export const noticeAsAgreed: AuditCheck = {
  rule: 'maintenance/notice-as-agreed',
  term: 'availability.excludes',
  says: 'Maintenance is left out of the measurement only with the notice that was agreed, judged by the one formula.',
  run: (subject, assembly) =>
    measured(subject, () => {
      const excluded = subject.terms.availability?.excludes?.some(({ kind }) => kind === 'maintenance');
      if (!excluded) return { status: 'not-applicable', reason: 'maintenance is not excluded' };
      const { key, terms } = expectedOf(subject);
      const expected = below(asJson(terms), 'excludes');
      const marks = { promise: 'maintenance', role: 'exclude-schedule' } as const;
      return perRole(assembly, SCHEDULE, marks, schedule => [
        sameAs(schedule, INPUT, below(jsonAt(schedule, INPUT), 'plans', key, 'excludes'), expected),
      ]);
    }),
};

export const handedOver: AuditCheck = {
  rule: 'maintenance/reaches-measurement',
  term: 'maintenance',
  says: 'Maintenance that was announced in time reaches the measurement: from the log, by a schedule, into the history that months are closed from.',
  run: (subject, assembly) =>
    measured(subject, () => {
      const { environment } = subject;
      const marks = { promise: 'maintenance', role: 'exclude' } as const;
      const functions = resourcesOf(assembly, FUNCTION, marks);
      const evidence = [
        ...functions.flatMap(fn => [
          settingNames(fn, 'NOTICES', logsIn(assembly), 'the log of notices'),
          compare(fn, settingPath('EXCLUDE'), excludeFunctionName(environment.environment)),
          compare(fn, settingPath('MEASUREMENT_REGION'), environment.primary.region),
        ]),
        ...schedules(assembly, functions),
        ...writesHistory(subject, assembly),
      ];
      return judged(
        functions.length === 0 ? [missing('a function that hands maintenance over', FUNCTION)] : evidence,
        missing('the way into the measurement', FUNCTION),
      );
    }),
};

function schedules(assembly: Assembly, functions: readonly TemplateResource[]): readonly Evidence[] {
  const marks = { promise: 'maintenance', role: 'exclude-schedule' } as const;
  const found = resourcesOf(assembly, SCHEDULE, marks);
  if (found.length === 0) return [missing('a schedule that hands maintenance over', SCHEDULE)];
  return found.flatMap(schedule => {
    const every = ['Properties', 'ScheduleExpression'];
    const target = ['Properties', 'Target', 'Arn'];
    const minutes = minutesOf(valueAt(schedule, every));
    const calls = functions.some(fn => refersTo(valueAt(schedule, target), fn));
    return [
      judge(schedule, every, 'an hour or more often', minutes !== undefined && minutes <= HOUR),
      compare(schedule, ['Properties', 'State'], 'ENABLED'),
      judge(schedule, target, 'the function that hands over', calls),
    ];
  });
}

/** The function of the measurement that writes exclusions, and the table that months are closed from. */
function writesHistory({ environment }: Subject, assembly: Assembly): readonly Evidence[] {
  const name = excludeFunctionName(environment.environment);
  const table = historyTableName(environment.environment);
  const histories = assembly.resources.filter(
    ({ type, properties }) => type === 'AWS::DynamoDB::GlobalTable' && properties.TableName === table,
  );
  const writers = assembly.resources.filter(
    ({ type, properties }) => type === FUNCTION && properties.FunctionName === name,
  );
  if (writers.length === 0) return [missing(`the function ${name}`, FUNCTION)];
  return writers.flatMap(fn => [
    settingNames(fn, 'HISTORY', histories, `the table ${table}`),
    { ...judge(fn, ['Type'], `in ${environment.primary.region}`, fn.region === environment.primary.region) },
  ]);
}
