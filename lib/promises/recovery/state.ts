import * as z from 'zod/mini';
import { settings } from './settings.ts';

/** A drill restores beside production and cleans up; a recovery takes over from the database it replaces. */
const mode = z.enum(['drill', 'recovery']);
export type Mode = z.output<typeof mode>;

const text = z.string();
/** Which backup a database is restored from. */
const origin = z.object({
  kind: z.enum(['continuous', 'snapshot']),
  /** Left out: the continuous backup of the source itself. */
  arn: z.optional(text),
});
export type Origin = z.output<typeof origin>;

/** What the restored database is asked. The tables' expected rows lie in an object, since they may be many. */
const checks = z.object({
  database: text,
  /** A query of the application and the one answer that is correct, as JSON of its rows. */
  application: z.object({ sql: text, answer: text }),
  /** What the application sets in its session before it asks anything, such as whom it asks for. */
  session: z.optional(z.record(text, text)),
  /** Where the expected rows are: `{tables: [{name, key, rows: {key: fingerprint}}]}`. */
  manifest: z.optional(z.object({ bucket: text, key: text })),
  indexes: z.array(text),
  /** A table that is written to all the time, and its time column: the newest row tells what was lost. */
  markers: z.optional(z.object({ table: text, column: text })),
  withinSeconds: z.number(),
});
export type Checks = z.output<typeof checks>;

/** Whose promises a run is about, so that its report can be held against them later. */
export const about = z.object({
  place: z.enum(['local', 'deployed']),
  agreement: text,
  version: z.number(),
  /** Where it is kept; none for a run on a machine of its own. */
  environment: z.optional(text),
});
export type About = z.output<typeof about>;

export const request = z.object({
  /** Names this run; a duplicate trigger carries the same and joins it. */
  run: text,
  /** Which execution of the run this is. @default there is only one */
  execution: z.optional(text),
  mode,
  source: text,
  about: z.optional(about),
  /** `latest`, or a time such as 2026-11-21T10:00:00.000Z. */
  to: text,
  /**
   * The one backup to restore from: the ARN of a continuous backup, of a snapshot or of a recovery point of AWS Backup.
   * Left out: whichever of this region has the wanted time.
   */
  backup: z.optional(text),
  /** Which of the two regions restores. @default by whether one backup was named */
  from: z.optional(z.enum(['primary', 'recovery-region'])),
  /** Settings to restore with, where the source cannot be asked: in the recovery region. */
  settings: z.optional(settings),
  /** When the clock of the recovery time starts. */
  startedAt: text,
  /** When the data was lost; nothing later is expected back. */
  accidentAt: text,
  /** The name of the database again; a real recovery asks for it. */
  confirm: z.optional(text),
  /** Whether a drill leaves what it restored; the sweep removes it once its lease has ended. */
  keep: z.optional(z.boolean()),
  /** In seconds; null where the agreement promises none. */
  promised: z.object({ recoveryTime: z.nullable(z.number()), recoveryPoint: z.nullable(z.number()) }),
  /** The secret in which a recovery writes where the database now is, for whoever must find it. */
  pointer: z.optional(text),
  checks,
  /** How often to look, and how long a step may take, in seconds. */
  pace: z.object({ every: z.number(), patience: z.number() }),
  /** For how long the restored instance belongs to this run, in seconds. */
  lease: z.number(),
  /** Where the report goes. */
  report: z.optional(z.object({ bucket: text, signedWith: z.optional(text) })),
});
export type RestoreRequest = z.output<typeof request>;

const reasonText = z.object({ code: text, says: text });
const rows = z.object({
  expected: z.number(),
  restored: z.number(),
  missing: z.number(),
  extra: z.number(),
  changed: z.number(),
});
const parity = z.array(z.object({ setting: text, source: text, restored: text, same: z.boolean() }));

/** What is known after each step; Step Functions hands it from one Lambda to the next. */
export const state = z.object({
  request,
  /** The restored instance. */
  target: text,
  /** The moment it is restored to, once chosen. */
  point: z.optional(text),
  origin: z.optional(origin),
  settings: z.optional(settings),
  /** Whether RDS may have begun to make the target: from then on it must be removed again. */
  attempted: z.optional(z.boolean()),
  adjusted: z.optional(z.boolean()),
  validation: z.optional(
    z.object({ rows, answeredAt: z.optional(text), newestMarker: z.optional(text), parity }),
  ),
  reasons: z.array(reasonText),
  phases: z.array(z.object({ name: text, from: text, to: text })),
  /** Set while a step is to be called again: when it began, and how often RDS has denied the target's existence. */
  waiting: z.optional(z.object({ step: text, since: text, denied: z.number() })),
  /** A recovery has begun to take the source's place; from then on nothing is removed. */
  takingOver: z.optional(z.boolean()),
  tookOver: z.optional(z.boolean()),
  removed: z.optional(z.boolean()),
});
export type RestoreState = z.output<typeof state>;
export type Validation = NonNullable<RestoreState['validation']>;
