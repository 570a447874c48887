import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Marks } from '../../promises/evidence.ts';
import { mark } from '../mark.ts';

/** What every alarm says besides its number. */
export interface AlarmWords {
  /** One sentence: what is wrong when it rings. */
  readonly says: string;
  /** Who is hurt, and how. */
  readonly hurts: string;
  /** The page of the runbook, below the environment's. */
  readonly runbook: string;
}

/** Where alarms go and where their runbooks are. */
export interface AlarmGround {
  /** Begins every alarm's name. */
  readonly name: string;
  readonly topicArn: string;
  /** Where the runbooks are; an alarm links to `<runbooks>/<runbook>`. */
  readonly runbooks: string;
}

export interface WatchProps extends AlarmWords {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Average' | 'Sum' | 'Minimum' | 'Maximum' | 'p99';
  readonly rings: 'above' | 'at-least' | 'below';
  readonly threshold: number;
  /** Seconds of one look, for figures that come less often. @default a minute */
  readonly period?: number;
  /** Minutes (or other periods) looked at, and how many of them must be bad. @default 3 of 5 */
  readonly minutes?: readonly [bad: number, of: number];
  /** What a minute without data means for this alarm (AWS fact 21); chosen by every one, never left to a default. */
  readonly silence: 'breaching' | 'notBreaching' | 'missing' | 'ignore';
  readonly marks: Marks;
}

const COMPARISON = {
  above: 'GreaterThanThreshold',
  'at-least': 'GreaterThanOrEqualToThreshold',
  below: 'LessThanThreshold',
} as const;

/** An alarm on one metric of its own region that tells a topic when it rings and when it stops (AWS fact 20). */
export function watch(
  scope: Construct,
  id: string,
  ground: AlarmGround,
  props: WatchProps,
): cloudwatch.CfnAlarm {
  const [bad, of] = props.minutes ?? [3, 5];
  const alarm = new cloudwatch.CfnAlarm(scope, id, {
    alarmName: `${ground.name}-${props.runbook}${suffix(props.marks, ground.name)}`,
    alarmDescription: describe(ground, props),
    namespace: props.namespace,
    metricName: props.metric,
    dimensions: Object.entries(props.dimensions).map(([name, value]) => ({ name, value })),
    ...(props.statistic === 'p99' ? { extendedStatistic: 'p99' } : { statistic: props.statistic }),
    period: props.period ?? 60,
    evaluationPeriods: of,
    datapointsToAlarm: bad,
    comparisonOperator: COMPARISON[props.rings],
    threshold: props.threshold,
    treatMissingData: props.silence,
    alarmActions: [ground.topicArn],
    okActions: [ground.topicArn],
  });
  mark(alarm, { promise: 'monitoring', ...props.marks });
  return alarm;
}

export interface CombineProps extends AlarmWords {
  readonly of: readonly cloudwatch.CfnAlarm[];
  readonly marks: Marks;
}

/** Rings when any of the alarms rings: one page for one component, whatever is behind it. */
export function combine(
  scope: Construct,
  id: string,
  ground: AlarmGround,
  props: CombineProps,
): cloudwatch.CfnCompositeAlarm {
  const alarm = new cloudwatch.CfnCompositeAlarm(scope, id, {
    alarmName: `${ground.name}-${props.runbook}${suffix(props.marks, ground.name)}`,
    alarmDescription: describe(ground, props),
    alarmRule: props.of.map(each => `ALARM("${each.alarmName}")`).join(' OR '),
    actionsEnabled: true,
    alarmActions: [ground.topicArn],
    okActions: [ground.topicArn],
  });
  for (const each of props.of) alarm.addResourceDependency(each);
  mark(alarm, { promise: 'monitoring', ...props.marks });
  return alarm;
}

/** What tells two alarms of one runbook apart. */
function suffix({ component, tenant, role }: Marks, name: string): string {
  const parts = [component, role, tenant && !name.includes(tenant) ? tenant : undefined];
  return parts.flatMap(part => (part ? [`-${part}`] : [])).join('');
}

function describe({ runbooks }: AlarmGround, { says, hurts, runbook }: AlarmWords): string {
  return `${says} Hurt: ${hurts}. Runbook: ${runbooks.replace(/\/$/, '')}/${runbook}`;
}
