import { DescribeEventsCommand, type RDSClient } from '@aws-sdk/client-rds';
import type { FindStart } from '../promises/failover/timing.ts';

/** A failover takes minutes; its beginning is looked for this far back, in milliseconds. */
const LOOK_BACK = 3_600_000;

/** `Multi-AZ instance failover started.` and `Started cross AZ failover to DB instance …` (USER_Events.Messages). */
const BEGUN = /failover started|started .*failover/i;

/** Asks RDS when the failover began that ended at a time: the newest beginning before it. */
export function failoverStart(rds: RDSClient): FindStart {
  return async (database, before) => {
    for (const SourceType of ['db-instance', 'db-cluster'] as const) {
      const { Events } = await rds.send(
        new DescribeEventsCommand({
          ...{ SourceIdentifier: database, SourceType, EventCategories: ['failover'] },
          StartTime: new Date(before.getTime() - LOOK_BACK),
          EndTime: before,
        }),
      );
      const begun = (Events ?? []).flatMap(({ Message, Date: at }) =>
        at && at <= before && BEGUN.test(Message ?? '') ? [at.getTime()] : [],
      );
      if (begun.length > 0) return new Date(Math.max(...begun));
    }
    return undefined;
  };
}
