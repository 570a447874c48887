import * as z from 'zod/mini';
import type { StepEvent } from '../performance/rules.ts';
import type { Terms } from '../terms.ts';

/** What is put on record of a failing component and of a database's failover; a promised step names two of them. */
export const TIMED = {
  /** The first minute that an alarm held against a component. */
  failing: 'component-failing',
  /** The alarm rang. */
  detected: 'failure-detected',
  started: 'failover-started',
  completed: 'failover-completed',
} as const;

/**
 * The events by which RDS tells of a failover, of an instance and of a cluster (AmazonRDS, USER_Events.Messages). Writes
 * are taken again once it is completed.
 */
export const RDS_EVENTS = {
  started: ['RDS-EVENT-0013', 'RDS-EVENT-0072', 'RDS-EVENT-0073'],
  completed: ['RDS-EVENT-0049', 'RDS-EVENT-0071'],
} as const;

/** Their kinds on EventBridge (eventbridge, events-ref-rds). */
export const RDS_KINDS = ['RDS DB Instance Event', 'RDS DB Cluster Event'];
export const ALARM_KIND = 'CloudWatch Alarm State Change';

/** Whether a promised step is timed by what this file puts on record. */
export function timesFailovers({ performance }: Terms): boolean {
  const known = new Set<string>(Object.values(TIMED));
  return Object.values(performance?.steps ?? {}).some(({ from, to }) => known.has(from) || known.has(to));
}

const rdsEvent = z.object({
  source: z.literal('aws.rds'),
  detail: z.object({ EventID: z.string(), SourceIdentifier: z.string(), Date: z.string() }),
});

const alarmEvent = z.object({
  source: z.literal('aws.cloudwatch'),
  detail: z.object({
    alarmName: z.string(),
    state: z.object({ value: z.string(), timestamp: z.string(), reasonData: z.optional(z.string()) }),
  }),
});

/** What an alarm says it was held against (cloudwatch, EventBridge events of alarms). */
const reasonData = z.object({
  startDate: z.optional(z.string()),
  evaluatedDatapoints: z.optional(z.array(z.object({ timestamp: z.string() }))),
});

/** What is put on record, whoever's data it concerns. */
export type Recorded = Pick<StepEvent, 'subject' | 'event' | 'at'>;

/** Finds when the failover of a database began that ended at a time. */
export type FindStart = (database: string, before: Date) => Promise<Date | undefined>;

/**
 * Reads an event of AWS; empty when it tells nothing of a failover or a failure. A second delivery gives the same (AWS
 * fact 23). A failover that began and never ends stays open, and is late once its time is over.
 */
export async function recordedOf(event: unknown, findStart: FindStart): Promise<readonly Recorded[]> {
  const rds = rdsEvent.safeParse(event);
  if (rds.success) return failoverOf(rds.data.detail, findStart);
  const alarm = alarmEvent.safeParse(event);
  return alarm.success ? detectionOf(alarm.data.detail) : [];
}

type RdsDetail = z.output<typeof rdsEvent>['detail'];

async function failoverOf(detail: RdsDetail, findStart: FindStart): Promise<readonly Recorded[]> {
  const { EventID, SourceIdentifier: database, Date: text } = detail;
  const date = new Date(text);
  if (includes(RDS_EVENTS.started, EventID)) return [started(database, date)];
  if (!includes(RDS_EVENTS.completed, EventID)) return [];
  const began = await findStart(database, date);
  if (!began) return [];
  const first = started(database, began);
  return [first, { ...first, event: TIMED.completed, at: date.getTime() }];
}

function started(database: string, at: Date): Recorded {
  return { subject: `${database} ${toTheSecond(at)}`, event: TIMED.started, at: at.getTime() };
}

/** EventBridge and DescribeEvents may differ below a second, and mean the same failover. */
function toTheSecond(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

function detectionOf({ alarmName, state }: z.output<typeof alarmEvent>['detail']): readonly Recorded[] {
  if (state.value !== 'ALARM') return [];
  const detected = new Date(state.timestamp);
  const failing = firstBad(state.reasonData);
  if (!failing || failing > detected) return [];
  const subject = `${alarmName} ${toTheSecond(detected)}`;
  return [
    { subject, event: TIMED.failing, at: failing.getTime() },
    { subject, event: TIMED.detected, at: detected.getTime() },
  ];
}

function firstBad(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const read = reasonData.safeParse(JSON.parse(text));
  if (!read.success) return undefined;
  const points = (read.data.evaluatedDatapoints ?? []).map(({ timestamp }) => timestamp);
  const first = [...points, ...(read.data.startDate ? [read.data.startDate] : [])]
    .map(timestamp => new Date(timestamp.replace('+0000', 'Z')))
    .toSorted((a, b) => a.getTime() - b.getTime())[0];
  return first && !Number.isNaN(first.getTime()) ? first : undefined;
}

function includes(all: readonly string[], one: string): boolean {
  return all.includes(one);
}
