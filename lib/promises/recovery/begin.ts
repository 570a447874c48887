import * as z from 'zod/mini';
import { targetIdentifier } from './identity.ts';
import { settings } from './settings.ts';
import { about, type RestoreState } from './state.ts';

/** What a schedule, a person or `covenant drill --environment` starts the machine with. */
const trigger = z.object({
  /** The identifier of the database; may be left out where there is only one. */
  database: z.optional(z.string()),
  /** Names the run, so that a schedule's second delivery is known and refused (fact 23). @default the execution */
  run: z.optional(z.string()),
  mode: z._default(z.enum(['drill', 'recovery']), 'drill'),
  /** `latest` or a time. */
  to: z._default(z.string(), 'latest'),
  /** Which region's machine is meant: each restores from the backups of its own. @default this one */
  from: z.optional(z.enum(['primary', 'recovery-region'])),
  /** The ARN of the one backup to restore from. @default whichever has the wanted time */
  backup: z.optional(z.string()),
  /** When the data was lost. @default when the machine started */
  accidentAt: z.optional(z.string()),
  /** The name of the database again; a real recovery asks for it. */
  confirm: z.optional(z.string()),
  /** Leaves what was restored until its lease ends, for somebody to look at. @default false */
  keep: z.optional(z.boolean()),
});

const database = z.object({
  /** What the agreement promises, in seconds; null where it promises nothing. */
  recoveryTime: z.nullable(z.number()),
  recoveryPoint: z.nullable(z.number()),
  /** What to restore with where the source cannot be asked. @default what the source has */
  settings: z.optional(settings),
  /** The secret in which a recovery writes where the database now is. */
  pointer: z.optional(z.string()),
});

/** What the templates know of the databases that can be restored. */
const configuration = z.object({
  /** Which of the two regions the machine is in. */
  place: z.enum(['primary', 'recovery-region']),
  about: z.optional(about),
  databases: z.record(z.string(), database),
  checks: z.object({
    database: z.string(),
    application: z.object({ sql: z.string(), answer: z.string() }),
    session: z.optional(z.record(z.string(), z.string())),
    indexes: z.array(z.string()),
    markers: z.optional(z.object({ table: z.string(), column: z.string() })),
    withinSeconds: z.number(),
  }),
  report: z.object({ bucket: z.string(), signedWith: z.string() }),
});
export type RecoveryConfiguration = z.output<typeof configuration>;

const beginning = z.object({
  trigger,
  configuration,
  execution: z.object({ name: z.string(), startedAt: z.string() }),
});

/** Seconds between two looks: an RDS restore takes tens of minutes (fact 15). */
const LOOK_EVERY = 30;

/** The patience with a step where no recovery time is promised, in seconds: long enough for terabytes. */
const UNPROMISED = 4 * 3600;

/**
 * How long one step may take: twice what the whole recovery may. It is then long red, and its time is still
 * measured where there is one.
 */
export function patienceFor(recoveryTime: number | null): number {
  return recoveryTime === null ? UNPROMISED : 2 * recoveryTime;
}

/** For how long a restored database belongs to its run: all of its waiting steps at their slowest. */
export function leaseFor(recoveryTime: number | null): number {
  return 4 * patienceFor(recoveryTime);
}

/** A trigger that names nothing that can be restored. */
export class UnknownDatabaseError extends Error {
  override readonly name = 'UnknownDatabaseError';
}

/**
 * The state with which a restore begins.
 * @throws UnknownDatabaseError
 */
export function begin(event: unknown): RestoreState {
  const given = beginning.parse(event);
  const source = chosen(given.trigger.database, Object.keys(given.configuration.databases));
  const { place } = given.configuration;
  if ((given.trigger.from ?? place) !== place) {
    throw new UnknownDatabaseError(
      `this machine is in the ${place} and restores from its backups: start the one of the same name in the other region`,
    );
  }
  return {
    request: requestOf(given, source),
    target: targetIdentifier(source, given.trigger.mode),
    reasons: [],
    phases: [],
  };
}

function requestOf(
  { trigger: asked, configuration: known, execution }: z.output<typeof beginning>,
  source: string,
): RestoreState['request'] {
  const promised = known.databases[source];
  if (!promised) throw new UnknownDatabaseError(`no database ${source} can be restored here`);
  return {
    run: asked.run ?? execution.name,
    execution: execution.name,
    mode: asked.mode,
    source,
    to: asked.to,
    backup: asked.backup,
    from: known.place,
    about: known.about,
    settings: promised.settings,
    pointer: promised.pointer,
    startedAt: execution.startedAt,
    accidentAt: asked.accidentAt ?? execution.startedAt,
    confirm: asked.confirm,
    keep: asked.keep,
    promised: { recoveryTime: promised.recoveryTime, recoveryPoint: promised.recoveryPoint },
    checks: known.checks,
    pace: { every: LOOK_EVERY, patience: patienceFor(promised.recoveryTime) },
    lease: leaseFor(promised.recoveryTime),
    report: known.report,
  };
}

function chosen(asked: string | undefined, known: readonly string[]): string {
  const [first] = known;
  const source = asked ?? first;
  if (source === undefined || !known.includes(source)) {
    throw new UnknownDatabaseError(
      `no database ${source ?? ''} can be restored here; there are ${known.join(', ')}`,
    );
  }
  return source;
}
