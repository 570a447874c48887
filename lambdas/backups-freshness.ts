import { BackupClient } from '@aws-sdk/client-backup';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import { lastProof, newestIn } from '../lib/aws/backups/freshness.ts';
import {
  ageOf,
  FIGURES,
  type Found,
  type WatchedDatabase,
  watchedDatabase,
} from '../lib/promises/backups/freshness.ts';
import { RECOVERY_NAMESPACE } from '../lib/promises/recovery/names.ts';

const event = z.object({ databases: z.array(watchedDatabase) });

export interface Tools {
  /** Of a region; undefined is the Lambda's own. */
  readonly newestIn: (vault: string, region: string | undefined) => Promise<Found>;
  readonly lastProof: (bucket: string, database: string) => Promise<Date | undefined>;
  readonly now: () => Date;
  readonly write: (line: string) => void;
}

/** Measures how old the newest backup, copy and proven restore of each database are. */
export async function measure(databases: readonly WatchedDatabase[], tools: Tools): Promise<void> {
  for (const each of databases) tools.write(lineOf(each.database, await figuresOf(each, tools), tools.now()));
}

async function figuresOf(each: WatchedDatabase, tools: Tools): Promise<Record<string, number | undefined>> {
  const now = tools.now();
  const backup = await tools.newestIn(each.vault, undefined);
  const copy = each.copies && (await tools.newestIn(each.copies.vault, each.copies.region));
  const newest = each.reports && (await tools.lastProof(each.reports, each.database));
  return {
    [FIGURES.backup]: ageOf(backup, now),
    [FIGURES.copy]: copy && ageOf(copy, now),
    [FIGURES.proven]: each.reports
      ? ageOf({ since: backup.since, newest: newest || undefined }, now)
      : undefined,
  };
}

/** A figure that is not known is left out: silence rings, and 0 would read as perfect. */
function lineOf(database: string, figures: Record<string, number | undefined>, at: Date): string {
  const known = Object.entries(figures).filter(([, value]) => value !== undefined);
  const Metrics = known.map(([Name]) => ({ Name, Unit: 'Seconds' }));
  return JSON.stringify({
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [{ Namespace: RECOVERY_NAMESPACE, Dimensions: [['Database']], Metrics }],
    },
    Database: database,
    ...Object.fromEntries(known),
  });
}

export async function handler(input: unknown): Promise<void> {
  const s3 = new S3Client({});
  await measure(event.parse(input).databases, {
    newestIn: (vault, region) => newestIn(new BackupClient(region === undefined ? {} : { region }), vault),
    lastProof: (bucket, database) => lastProof(s3, bucket, database),
    now: () => new Date(),
    write: line => process.stdout.write(`${line}\n`),
  });
}
