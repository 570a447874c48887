import * as z from 'zod/mini';
import { signalSchema } from './quorum.ts';

const text = z.string();

/**
 * `failover`: to the recovery region. `fail-back`: to the primary again, always by a person. `dry-run`: reads and
 * decides as a failover does, changes nothing, and says what it would do.
 */
const mode = z.enum(['failover', 'fail-back', 'dry-run']);
export type FailoverMode = z.output<typeof mode>;

export const failoverRequest = z.object({
  /** The name of the execution. */
  run: text,
  mode,
  service: text,
  environment: text,
  from: text,
  to: text,
  /** Set where nobody asked for it but the watch. */
  automatic: z.boolean(),
  /** Whether the agreement says that it happens without a person. */
  mayBeAutomatic: z.boolean(),
  confirm: z.optional(text),
  /** A run whose execution has ended, whose work this one ends. */
  resumes: z.optional(text),
  startedAt: text,
  /** When the trouble was first seen; what measured times count from. */
  detectedAt: text,
  /** What customers call, what is always the service of each region, and what customers' names lead to. */
  names: z.object({
    customer: text,
    regional: z.object({ from: text, to: text }),
    entry: z.object({ from: text, to: text }),
  }),
  /** A route that answers 200 when the database took a write and gave it back. */
  path: text,
  /** Alarms that see the service of the primary region from outside, and where they are. */
  alarms: z.object({ region: text, names: z.array(text) }),
  /** The databases of the service, by the names that the restore machine knows. */
  databases: z.array(text),
  /** For a fail-back: the continuous backup, in the primary region, of each database. */
  backups: z.record(text, text),
  /** What the agreement promises, in seconds; null where it promises nothing. */
  promised: z.object({ recovery: z.nullable(z.number()) }),
  /** How often to look, and how long a step and a restore may take, in seconds. */
  pace: z.object({ every: z.number(), patience: z.number(), restore: z.number() }),
  report: z.object({ bucket: text, signedWith: text }),
});
export type FailoverRequest = z.output<typeof failoverRequest>;

/** What a restore of the restore machine ended with, as far as a failover asks. */
export const restored = z.object({
  request: z.object({ source: text }),
  tookOver: z.optional(z.boolean()),
  reasons: z.array(z.object({ code: text, says: text })),
  point: z.optional(text),
});
export type Restored = z.output<typeof restored>;

export const failoverState = z.object({
  request: failoverRequest,
  reasons: z.array(z.object({ code: text, says: text })),
  phases: z.array(z.object({ name: text, from: text, to: text })),
  waiting: z.optional(z.object({ step: text, since: text })),
  /** The service was taken for this run: others are refused. */
  claimed: z.optional(z.boolean()),
  /** The run that began this work: this one, or a dead one that it resumes. */
  began: z.optional(text),
  /** Looks in a row that agreed, and what the newest showed. */
  looks: z.optional(z.object({ inRow: z.number(), signals: z.array(signalSchema) })),
  decidedAt: z.optional(text),
  /** When the lease had been taken from the old region; writes end `FENCED_AFTER` seconds later. */
  leaseTakenAt: z.optional(text),
  fencedAt: z.optional(text),
  restores: z.optional(z.array(restored)),
  dataReadyAt: z.optional(text),
  shiftedAt: z.optional(text),
  /** From here on there is no way back. */
  openedAt: z.optional(text),
  rolledBack: z.optional(z.boolean()),
  firstWriteAt: z.optional(text),
  /** What a dry run found that it would do. */
  would: z.optional(z.array(text)),
});
export type FailoverState = z.output<typeof failoverState>;
