import { perFront } from '../access/fronts.ts';
import { poolsFor } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import type { Pool } from '../databases/pools.ts';
import { chooseTopology } from '../databases/rules.ts';
import { type Assembly, type AuditCheck, type Evidence, judge, missing, type Subject } from '../evidence.ts';

const ALARM = 'AWS::CloudWatch::Alarm';
const DATABASE_METRICS = ['CPUUtilization', 'FreeableMemory', 'DatabaseConnections'];

/** Enhanced monitoring (TIER-1): what a database runs out of, and how slow calls are. */
export const enhancedCheck: AuditCheck = {
  rule: 'monitoring/enhanced',
  term: 'monitoring.level',
  says: 'Enhanced monitoring watches latency and what each database can run out of.',
  run: (subject, assembly) => {
    if (subject.terms.monitoring?.level !== 'enhanced') {
      return { status: 'not-applicable', reason: 'standard monitoring is promised' };
    }
    return perFront(subject, assembly, 'alarms on latency and databases', front => [
      ...front
        .of(ALARM, { promise: 'monitoring' })
        .filter(alarm => alarm.properties.MetricName === 'Latency')
        .slice(0, 1)
        .map(alarm => judge(alarm, ['Properties', 'MetricName'], 'Latency', true)),
      ...(front.of(ALARM).some(alarm => alarm.properties.MetricName === 'Latency')
        ? []
        : [missing('an alarm on latency', ALARM)]),
      ...poolsFor(subject)
        .filter(pool => pool.tenant === front.tenant)
        .flatMap(pool => ofDatabase(subject, assembly, pool)),
    ]);
  },
};

function ofDatabase({ environment }: Subject, assembly: Assembly, pool: Pool): readonly Evidence[] {
  const identifier = namesOf(environment.environment, pool).database;
  const storage = chooseTopology(pool.terms, environment).topology === 'aurora' ? [] : ['FreeStorageSpace'];
  return [...DATABASE_METRICS, ...storage].map(metric => {
    const alarm = assembly.resources.find(
      ({ type, region, properties }) =>
        type === ALARM &&
        region === environment.primary.region &&
        properties.MetricName === metric &&
        JSON.stringify(properties.Dimensions ?? []).includes(`"${identifier}"`),
    );
    return alarm
      ? judge(alarm, ['Properties', 'MetricName'], `${metric} of ${identifier}`, true)
      : missing(`an alarm on ${metric} of ${identifier}`, ALARM);
  });
}
