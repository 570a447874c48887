import { type Front, perFront } from '../access/fronts.ts';
import { serviceName } from '../access/names.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  isObject,
  type Json,
  judge,
  missing,
  resourcesOf,
  type Subject,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { machineName } from '../recovery/names.ts';
import { WRITE_SECONDS } from './lease.ts';
import { divertedAlarmName, FIGURES, failoverMachineName, leaseTableName } from './names.ts';

const TABLE = 'AWS::DynamoDB::GlobalTable';
const FUNCTION = 'AWS::Lambda::Function';
const CHECK = 'AWS::Route53::HealthCheck';
const ALARM = 'AWS::CloudWatch::Alarm';
const MACHINE = 'AWS::StepFunctions::StateMachine';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const CONFIG = ['Properties', 'HealthCheckConfig'];
const OWN: Verdict = {
  status: 'not-applicable',
  reason: 'the service and its data are the provider\u2019s own: Covenant moves its traffic only',
};

type Ask = (front: Front, subject: Subject, assembly: Assembly) => readonly Evidence[];

/** A check of what fails a service over whose databases are Covenant's. */
function check(rule: string, says: string, wanted: string, ask: Ask): AuditCheck {
  return {
    rule: `failover/${rule}`,
    term: 'failover.region',
    says,
    run: (subject, assembly) =>
      'address' in subject.environment.service
        ? OWN
        : perFront(subject, assembly, wanted, front => ask(front, subject, assembly)),
  };
}

function nameOf(front: Front, { environment }: Subject): string {
  return serviceName(environment.environment, front.tenant);
}

const fenced = check(
  'region-fenced',
  'One table, strongly consistent over three regions, says which region may write; the service of each asks it.',
  'a table of writer leases',
  (front, subject, assembly) => [
    ...leases(subject, assembly),
    ...writer(front, subject, subject.environment.primary.region),
    ...writer(front, subject, subject.environment.recovery.region),
  ],
);

function leases({ environment }: Subject, assembly: Assembly): readonly Evidence[] {
  const regions = [environment.primary.region, environment.recovery.region];
  const [table] = resourcesOf(assembly, TABLE, { promise: 'failover', role: 'leases' });
  if (!table) return [missing('a table of writer leases', TABLE)];
  const replicas = ['Properties', 'Replicas'];
  const held = listAt(table, replicas).map(each => (isObject(each) ? each.Region : undefined));
  return [
    compare(table, ['Properties', 'MultiRegionConsistency'], 'STRONG'),
    judge(
      table,
      replicas,
      regions.join(' and '),
      regions.every(region => held.includes(region)),
    ),
  ];
}

/** The function that writes asks the table, and ends in the time that a fence waits for. */
function writer(front: Front, subject: Subject, region: string): readonly Evidence[] {
  const name = `${nameOf(front, subject)}-records`;
  const found = front.of(FUNCTION, {}, region).find(each => each.properties.FunctionName === name);
  if (!found) return [missing(`${name} in ${region}`, FUNCTION)];
  const setting = ['Properties', 'Environment', 'Variables', 'WRITER'];
  const table = leaseTableName(subject.environment.environment);
  const timeout = ['Properties', 'Timeout'];
  const takes = valueAt(found, timeout);
  return [
    judge(found, setting, `asks ${table}`, JSON.stringify(valueAt(found, setting) ?? '').includes(table)),
    judge(found, timeout, `at most ${WRITE_SECONDS}`, typeof takes === 'number' && takes <= WRITE_SECONDS),
  ];
}

const diverted = check(
  'region-diverted',
  'The primary record answers only while its region is healthy and no failover has diverted its traffic (fact 22).',
  'a health check that follows the diversion',
  (front, subject, assembly) => {
    const { region } = subject.environment.recovery;
    const [both] = front.of(CHECK, { promise: 'failover', role: 'both' });
    const [switched] = front.of(CHECK, { promise: 'failover', role: 'diverted' });
    if (!both || !switched) return [missing('a health check that follows the diversion', CHECK)];
    const name = divertedAlarmName(subject.environment.environment, nameOf(front, subject));
    return [
      compare(both, [...CONFIG, 'Type'], 'CALCULATED'),
      compare(both, [...CONFIG, 'HealthThreshold'], listAt(both, [...CONFIG, 'ChildHealthChecks']).length),
      compare(switched, [...CONFIG, 'AlarmIdentifier'], { Name: name, Region: region }),
      compare(switched, [...CONFIG, 'InsufficientDataHealthStatus'], 'LastKnownStatus'),
      ...alarmOf(front, name, region, assembly),
    ];
  },
);

function alarmOf(front: Front, name: string, region: string, assembly: Assembly): readonly Evidence[] {
  const found = resourcesOf(assembly, ALARM, { promise: 'failover', role: 'diverted-alarm' }).find(
    each =>
      each.properties.AlarmName === name && each.region === region && each.marks.tenant === front.tenant,
  );
  if (!found) return [missing(`${name} in ${region}`, ALARM)];
  return [
    compare(found, ['Properties', 'MetricName'], FIGURES.diverted),
    compare(found, ['Properties', 'TreatMissingData'], 'ignore'),
  ];
}

const machine = check(
  'region-machine',
  'The machine that fails over is in the recovery region, and makes the data ready by the restore machine there.',
  'a failover machine',
  (_, { environment }, assembly) => {
    const name = failoverMachineName(environment.environment);
    const [found] = resourcesOf(assembly, MACHINE, { promise: 'failover', role: 'failover-machine' });
    if (!found) return [missing(name, MACHINE)];
    const path = ['Properties', 'DefinitionString'];
    const text = JSON.stringify(valueAt(found, path) ?? '');
    const restores =
      text.includes('startExecution.sync') && text.includes(machineName(environment.environment));
    const { region } = environment.recovery;
    return [
      judge(found, ['Properties', 'StateMachineName'], `${name} in ${region}`, found.region === region),
      {
        ...judge(found, path, 'waits for the restore machine', restores),
        actual: restores ? 'it does' : 'it does not',
      },
    ];
  },
);

const watched = check(
  'region-watched',
  'Every minute witnesses are asked whether the region is down, and somebody is told when nobody asks.',
  'a watch',
  (front, subject, assembly) => {
    const [found] = resourcesOf(assembly, SCHEDULE, { promise: 'failover', role: 'watch-schedule' });
    if (!found) return [missing('a watch', SCHEDULE)];
    const service = nameOf(front, subject);
    const input = ['Properties', 'Target', 'Input'];
    const knows = JSON.stringify(valueAt(found, input) ?? '').includes(service);
    return [
      compare(found, ['Properties', 'ScheduleExpression'], 'rate(1 minute)'),
      compare(found, ['Properties', 'State'], 'ENABLED'),
      { ...judge(found, input, `knows ${service}`, knows), actual: knows ? 'it does' : 'it does not' },
      ...told(service, assembly),
    ];
  },
);

function told(service: string, assembly: Assembly): readonly Evidence[] {
  const alarms = resourcesOf(assembly, ALARM, { promise: 'failover', role: service });
  return [FIGURES.primaryDown, FIGURES.stuck, FIGURES.watched].flatMap(metric => {
    const found = alarms.find(each => each.properties.MetricName === metric);
    if (!found) return [missing(`an alarm on ${metric}`, ALARM)];
    const actions = listAt(found, ['Properties', 'AlarmActions']).length > 0;
    return [judge(found, ['Properties', 'AlarmActions'], 'somebody is told', actions)];
  });
}

function listAt(resource: TemplateResource, path: readonly (string | number)[]): readonly Json[] {
  const found = valueAt(resource, path);
  return isList(found) ? found : [];
}

/** What a failover to the other region needs besides its records. */
export const regionChecks: readonly AuditCheck[] = [fenced, diverted, machine, watched];
