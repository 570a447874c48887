import type { FoundPool } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import {
  type Evidence,
  isList,
  judge,
  missing,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { RECOVERY_NAMESPACE } from '../recovery/names.ts';

const ALARM = 'AWS::CloudWatch::Alarm';

/** A figure and the most that it may be before somebody is told, in seconds. */
export interface Limit {
  readonly metric: string;
  readonly most: number | undefined;
  readonly rings: 'GreaterThanThreshold' | 'LessThanThreshold';
  /** What silence must mean. */
  readonly silence?: 'breaching';
}

/** Whether an alarm rings at a limit, and tells somebody. */
export function alarmed(found: FoundPool, subject: Subject, limit: Limit): readonly Evidence[] {
  const database = namesOf(subject.environment.environment, found.pool).database;
  const alarm = found
    .of(ALARM, database)
    .find(each => each.properties.MetricName === limit.metric && isOf(each, database));
  if (!alarm) return [missing(`an alarm on ${limit.metric} of ${database}`, ALARM)];
  const threshold = alarm.properties.Threshold;
  const holds =
    typeof threshold === 'number' &&
    limit.most !== undefined &&
    alarm.properties.ComparisonOperator === limit.rings &&
    (limit.rings === 'LessThanThreshold' ? threshold === limit.most : threshold <= limit.most);
  return [
    judge(alarm, ['Properties', 'Threshold'], `${limit.rings} ${limit.most}`, holds),
    tells(alarm),
    ...(limit.silence ? [silent(alarm, limit.silence)] : []),
  ];
}

function isOf(alarm: TemplateResource, database: string): boolean {
  const dimensions = JSON.stringify(alarm.properties.Dimensions ?? null);
  return alarm.properties.Namespace === RECOVERY_NAMESPACE && dimensions.includes(`"${database}"`);
}

/** Whether an alarm tells a topic. */
export function tells(alarm: TemplateResource): Evidence {
  const path = ['Properties', 'AlarmActions'];
  const actions = valueAt(alarm, path);
  const on = alarm.properties.ActionsEnabled !== false;
  return judge(alarm, path, 'a topic', isList(actions) && actions.length > 0 && on);
}

function silent(alarm: TemplateResource, means: string): Evidence {
  const path = ['Properties', 'TreatMissingData'];
  return judge(alarm, path, means, valueAt(alarm, path) === means);
}
