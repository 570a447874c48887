import { targetIdentifier } from '../../promises/recovery/identity.ts';
import type { RestoreRequest, RestoreState } from '../../promises/recovery/state.ts';
import { sleep } from '../postgres/time.ts';
import type { Instance } from '../rds/instance.ts';
import { type Accident, deleteWithoutWhere, expectedAt, takenForLost } from './accident.ts';
import { type Away, replicateAway } from './away.ts';
import { type LocalEnvironment, regionOf } from './environment.ts';
import type { Scene } from './faults/fault.ts';
import type { DrillOptions } from './options.ts';
import { APPLICATION_QUERY, INDEXES, openShop, type Shop } from './shop.ts';
import { createSource, DATABASE, SOURCE, secretOf } from './source.ts';
import type { Timeline } from './timeline.ts';
import { markWhile, Writer } from './writer.ts';

/** Everything that is in place when the restore begins. */
export interface Stage {
  readonly scene: Scene;
  readonly state: RestoreState;
  readonly secret: string;
  /** Writes down which rows must be there at a time, for the validation to compare with. */
  readonly expect: (time: Date) => Promise<void>;
}

const BUCKET = 'covenant-drills';
const PACE = { every: 0.05, patience: 60 };
const LEASE_SECONDS = 3600;
const ROWS = 5000;
const WRITE_SECONDS = 2;
/** Written on after a wanted time, in milliseconds, so that the restore has something to leave out. */
const PAST_IT = 500;

/** A database with data, a writer, and then the accident. */
export async function prepareRestore(
  environment: LocalEnvironment,
  options: DrillOptions,
  timeline: Timeline,
): Promise<Stage> {
  const source = await step(timeline, 'create', () => createSource(environment, options.promised.keepDays));
  const secret = secretOf(environment, source);
  const shop = await step(timeline, 'load', () => openShop(source, secret, options.rows ?? ROWS));
  const away = options.from === 'recovery-region' ? await replicateAway(environment, source) : undefined;
  const scene = sceneOf(environment, source, options);
  await options.fault?.prepare?.(scene);
  const { accident, writer } = await step(timeline, 'write', () =>
    writeUntilAccident(source, secret, options),
  );
  const key = `manifests/${SOURCE}.json`;
  const expect = async (time: Date) => {
    const expected = await expectedAt(source, secret, shop, [...writer.acknowledged.values()], time);
    environment.rds.objects.put(BUCKET, key, JSON.stringify(expected));
  };
  await expect(timeIn(options.to) ?? accident.before);
  const request = { ...requestOf(options, shop, accident, { bucket: BUCKET, key }), ...requestFrom(away) };
  return { scene, secret, state: stateOf(options.fault?.request?.(request) ?? request), expect };
}

/** How far ahead of a drill a wanted time may lie, in milliseconds: it is written to until then. */
export const FARTHEST_AHEAD = 60_000;

function timeIn(to: string | undefined): Date | undefined {
  return to === undefined || to === 'latest' ? undefined : new Date(to);
}

/** Long enough to write past a wanted time that is near; any other time is answered by the restore itself. */
function writingTime({ to, writeFor }: DrillOptions): number {
  const ahead = (timeIn(to)?.getTime() ?? 0) - Date.now();
  const least = (writeFor ?? WRITE_SECONDS) * 1000;
  return ahead > 0 && ahead <= FARTHEST_AHEAD ? Math.max(least, ahead + PAST_IT) : least;
}

async function step<T>(timeline: Timeline, name: string, work: () => Promise<T>): Promise<T> {
  const done = await timeline.phase(name, work);
  timeline.end(name);
  return done;
}

async function writeUntilAccident(source: Instance, secret: string, options: DrillOptions) {
  let running = true;
  const writer = new Writer(source, secret);
  const marking = markWhile(source, secret, () => running);
  await sleep(writingTime(options));
  const accident = options.to === 'latest' ? takenForLost() : await deleteWithoutWhere(source, secret);
  await sleep(200);
  running = false;
  await writer.stop();
  await marking;
  return { accident, writer };
}

function sceneOf(environment: LocalEnvironment, source: Instance, options: DrillOptions): Scene {
  const target = () => environment.rds.instance(regionOf(options), targetIdentifier(SOURCE, 'drill'));
  return { environment, source, call: options.call, target };
}

function requestFrom(away: Away | undefined): Pick<RestoreRequest, 'backup' | 'settings'> {
  return away ? { backup: away.backup, settings: away.settings } : {};
}

function requestOf(
  options: DrillOptions,
  shop: Shop,
  accident: Accident,
  manifest: { readonly bucket: string; readonly key: string },
): RestoreRequest {
  const { agreement, version, recoveryTime, recoveryPoint } = options.promised;
  const startedAt = new Date();
  const wanted = timeIn(options.to);
  // Nothing later than a wanted time is expected back.
  const accidentAt = wanted && wanted < accident.at ? wanted : accident.at;
  return {
    run: `drill-${startedAt.toISOString()}`,
    mode: 'drill',
    source: SOURCE,
    about: { place: 'local', agreement, version },
    to: options.to ?? accident.before.toISOString(),
    startedAt: startedAt.toISOString(),
    accidentAt: accidentAt.toISOString(),
    promised: { recoveryTime, recoveryPoint },
    checks: {
      database: DATABASE,
      application: { sql: APPLICATION_QUERY, answer: shop.answer },
      manifest,
      indexes: [...INDEXES],
      markers: { table: 'markers', column: 'at' },
      withinSeconds: 60,
    },
    pace: PACE,
    lease: LEASE_SECONDS,
    report: { bucket: BUCKET, signedWith: 'alias/drills' },
  };
}

export function stateOf(request: RestoreRequest): RestoreState {
  return { request, target: targetIdentifier(request.source, request.mode), reasons: [], phases: [] };
}
