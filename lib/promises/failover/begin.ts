import * as z from 'zod/mini';
import type { FailoverState } from './state.ts';

/** What the watch or a person starts the machine with. */
const trigger = z.object({
  /** May be left out where there is only one. */
  service: z.optional(z.string()),
  /** Whoever says nothing changes nothing. */
  mode: z._default(z.enum(['failover', 'fail-back', 'dry-run']), 'dry-run'),
  /** In the words of `confirmationOf`; a run by hand asks for it. */
  confirm: z.optional(z.string()),
  /** Set by the watch. */
  automatic: z._default(z.boolean(), false),
  detectedAt: z.optional(z.string()),
  resumes: z.optional(z.string()),
  /** For a fail-back: the continuous backup, in the primary region, of each database. */
  backups: z._default(z.record(z.string(), z.string()), {}),
});

const service = z.object({
  customer: z.string(),
  regional: z.object({ primary: z.string(), recovery: z.string() }),
  entry: z.object({ primary: z.string(), recovery: z.string() }),
  path: z.string(),
  alarms: z.array(z.string()),
  databases: z.array(z.string()),
  /** What the agreement says of a failover of this service. */
  automatic: z.boolean(),
  /** Seconds; null where the agreement promises nothing. */
  recoveryTime: z.nullable(z.number()),
});
export type FailoverService = z.output<typeof service>;

/** What the templates know of the services that can fail over. */
export const failoverConfiguration = z.object({
  environment: z.string(),
  regions: z.object({ primary: z.string(), recovery: z.string(), alarms: z.string() }),
  services: z.record(z.string(), service),
  report: z.object({ bucket: z.string(), signedWith: z.string() }),
});
export type FailoverConfiguration = z.output<typeof failoverConfiguration>;

const beginning = z.object({
  trigger,
  configuration: failoverConfiguration,
  execution: z.object({ name: z.string(), startedAt: z.string() }),
});

/** Seconds between two looks: the interval at which resolvers and alarms can have changed. */
const LOOK_EVERY = 20;
/** Seconds that one step may take: several times what records, alarms and metrics take to follow. */
const PATIENCE = 900;
/** Seconds that a restore may take where no time is promised for it: half a day. */
const UNPROMISED_RESTORE = 43_200;

/** How long a restore may take, in seconds: twice what was promised, as the restore machine's own patience. */
export function restorePatience(recoveryTime: number | null): number {
  return recoveryTime === null ? UNPROMISED_RESTORE : 4 * recoveryTime;
}

/** How long a whole run may take, in seconds: its restore, and every other step at its slowest. */
export function runMayTake(recoveryTimes: readonly (number | null)[]): number {
  return Math.max(...recoveryTimes.map(restorePatience)) + 6 * PATIENCE;
}

/** A trigger that names nothing that can fail over. */
export class UnknownServiceError extends Error {
  override readonly name = 'UnknownServiceError';
}

/**
 * The state with which a failover begins.
 * @throws UnknownServiceError
 */
export function beginFailover(event: unknown): FailoverState {
  const given = beginning.parse(event);
  const { services } = given.configuration;
  const name = given.trigger.service ?? Object.keys(services)[0] ?? '';
  const found = services[name];
  if (!found) {
    throw new UnknownServiceError(
      `no service ${name} fails over; there are ${Object.keys(services).join(', ')}`,
    );
  }
  return { request: requestOf(given, name, found), reasons: [], phases: [] };
}

function requestOf(
  { trigger: asked, configuration: known, execution }: z.output<typeof beginning>,
  name: string,
  found: FailoverService,
): FailoverState['request'] {
  const { primary, recovery, alarms } = known.regions;
  const back = asked.mode === 'fail-back';
  const turned = <T>(pair: { primary: T; recovery: T }) =>
    back ? { from: pair.recovery, to: pair.primary } : { from: pair.primary, to: pair.recovery };
  return {
    run: execution.name,
    mode: asked.mode,
    service: name,
    environment: known.environment,
    ...turned({ primary, recovery }),
    automatic: asked.automatic && !back,
    mayBeAutomatic: found.automatic,
    confirm: asked.confirm,
    resumes: asked.resumes,
    startedAt: execution.startedAt,
    detectedAt: asked.detectedAt ?? execution.startedAt,
    names: { customer: found.customer, regional: turned(found.regional), entry: turned(found.entry) },
    path: found.path,
    alarms: { region: alarms, names: found.alarms },
    databases: found.databases,
    backups: asked.backups,
    promised: { recovery: found.recoveryTime },
    pace: { every: LOOK_EVERY, patience: PATIENCE, restore: restorePatience(found.recoveryTime) },
    report: known.report,
  };
}
