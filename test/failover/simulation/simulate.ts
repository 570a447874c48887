import { claimService } from '../../../lambdas/failover-claim.ts';
import { decide } from '../../../lambdas/failover-decide.ts';
import { fenceOld } from '../../../lambdas/failover-fence.ts';
import { openNew } from '../../../lambdas/failover-open.ts';
import { judgeReady } from '../../../lambdas/failover-ready.ts';
import { rehearse } from '../../../lambdas/failover-rehearse.ts';
import { reportRun } from '../../../lambdas/failover-report.ts';
import { restoreBack } from '../../../lambdas/failover-restore-back.ts';
import { undo } from '../../../lambdas/failover-roll-back.ts';
import { shift } from '../../../lambdas/failover-shift.ts';
import { verify } from '../../../lambdas/failover-verify.ts';
import { watchServices } from '../../../lambdas/failover-watch.ts';
import { type FailoverWork, performFailover } from '../../../lib/aws/failover/perform.ts';
import type {
  Divert,
  LeaseStore,
  Outside,
  Publish,
  RestoresAway,
  Runs,
} from '../../../lib/aws/failover/ports.ts';
import { beginFailover, type FailoverConfiguration } from '../../../lib/promises/failover/begin.ts';
import { NOBODY } from '../../../lib/promises/failover/lease.ts';
import { conductFailover, type FailoverStepName } from '../../../lib/promises/failover/machine.ts';
import { confirmationOf } from '../../../lib/promises/failover/names.ts';
import { type FailoverReport, failoverReportOf } from '../../../lib/promises/failover/report.ts';
import type { FailoverState } from '../../../lib/promises/failover/state.ts';
import { Random } from '../../recovery/simulation/random.ts';
import { VirtualTime } from '../../recovery/simulation/virtual-time.ts';
import { CUSTOMER, entry, PRIMARY, RECOVERY, regional, SERVICE, World } from './world.ts';

const both = (name: (region: string) => string) => ({ primary: name(PRIMARY), recovery: name(RECOVERY) });

const CONFIGURATION: FailoverConfiguration = {
  environment: 'shop',
  regions: { primary: PRIMARY, recovery: RECOVERY, alarms: PRIMARY },
  services: {
    [SERVICE]: {
      ...{ customer: CUSTOMER, regional: both(regional), entry: both(entry), path: '/v1/health' },
      ...{ alarms: ['down'], databases: ['shop-db'], automatic: true, recoveryTime: 7200 },
    },
  },
  report: { bucket: 'reports', signedWith: 'key' },
};

interface Tools {
  readonly leases: LeaseStore;
  readonly outside: Outside;
  readonly divert: Divert;
  readonly restores: RestoresAway;
  readonly runs: Runs;
  readonly publish: Publish;
  readonly now: () => Date;
}

const WORK: Readonly<Record<Exclude<FailoverStepName, 'restore'>, FailoverWork<Tools>>> = {
  claim: claimService,
  decide,
  rehearse,
  fence: fenceOld,
  'restore-back': restoreBack,
  ready: judgeReady,
  shift,
  open: openNew,
  'roll-back': undo,
  verify,
  report: reportRun,
};

export interface Simulated {
  readonly violations: readonly string[];
  readonly shifted: number;
  readonly rolledBack: number;
  readonly refused: number;
  readonly died: number;
  readonly writes: number;
}

interface Tally {
  shifted: number;
  rolledBack: number;
  refused: number;
  died: number;
}

class Died extends Error {}

const HOUR = 3_600_000;

/** One seed: two hours of outages and of runs that die, then quiet hours in which everything has to come to an end. */
export async function simulate(seed: number): Promise<Simulated> {
  const random = new Random(seed);
  const time = new VirtualTime();
  const world = new World(random, time);
  const tally: Tally = { shifted: 0, rolledBack: 0, refused: 0, died: 0 };
  const end = time.now + 2 * HOUR;
  const all: Promise<unknown>[] = [];
  const mortality = { of: random.chance(0.6) ? random.between(0, 0.08) : 0 };
  const runs = world.runs((run, input) => {
    world.running.add(run);
    all.push(oneRun(run, input, { random, time, world, runs, tally, mortality }));
  });
  const stage = { random, time, world, runs, tally, mortality };
  all.push(world.writeFrom(PRIMARY), world.writeFrom(RECOVERY));
  all.push(weather(stage, end), people(stage, end), watching(stage, end));
  await time.run(everything(all));
  return { violations: [...world.violations, ...unfinished(world)], ...tally, writes: world.writes };
}

/** Work that begins while it is waited for is waited for as well. */
async function everything(all: readonly Promise<unknown>[]): Promise<void> {
  for (let at = 0; at < all.length; at++) await all[at];
}

function unfinished({ lease, running }: World): readonly string[] {
  const found: string[] = [];
  if (running.size > 0) found.push(`still running: ${[...running].join(', ')}`);
  if (lease.run !== undefined) found.push(`the run ${lease.run} was left half finished`);
  if (lease.holder === NOBODY) found.push('nobody may write at the end');
  if (lease.traffic !== lease.holder)
    found.push(`traffic goes to ${lease.traffic}, and ${lease.holder} may write`);
  return found;
}

interface Stage {
  readonly random: Random;
  readonly time: VirtualTime;
  readonly world: World;
  readonly runs: Runs;
  readonly tally: Tally;
  readonly mortality: { of: number };
}

async function weather({ random, time, world, mortality }: Stage, end: number): Promise<void> {
  while (time.now < end) {
    await time.sleep(random.chance(0.3) ? random.between(5_000, 90_000) : random.between(300_000, HOUR));
    const bad = random.chance(0.5);
    world.primaryUp = !(bad && random.chance(0.6));
    world.cutOff = bad && random.chance(0.6);
  }
  world.primaryUp = true;
  world.cutOff = false;
  world.naughty = 0;
  mortality.of = 0;
  world.quiet = true;
}

/** People start runs as well: with the right words, with wrong ones, twice, and to see what would happen. */
async function people({ random, time, runs }: Stage, end: number): Promise<void> {
  for (let at = 0; time.now < end; at++) {
    await time.sleep(random.between(300_000, HOUR));
    if (time.now > end) return;
    const mode = random.chance(0.5) ? 'fail-back' : random.chance(0.5) ? 'failover' : 'dry-run';
    const to = mode === 'fail-back' ? PRIMARY : RECOVERY;
    const words = mode === 'dry-run' ? undefined : confirmationOf(mode, SERVICE, to);
    const confirm = random.chance(0.8) ? words : 'yes';
    const backups = random.chance(0.9) ? { 'shop-db': 'arn:backup' } : {};
    const input = { mode, confirm, backups };
    await runs.start(`person-${at}`, input).catch(() => {});
    if (random.chance(0.2)) await runs.start(`person-${at}-again`, input).catch(() => {});
  }
}

/** The watch comes every minute, and sometimes twice. */
async function watching({ random, time, world, runs }: Stage, end: number): Promise<void> {
  const tools = {
    ...{ leases: world.leases(RECOVERY), outside: world.outside(), runs, now: () => time.date() },
    put: (_service: string, { diverted }: { readonly diverted: boolean }) => world.divert(diverted),
  };
  const unended = () => world.lease.run !== undefined || world.running.size > 0;
  while (!world.quiet || time.now < end || (unended() && time.now < end + 12 * HOUR)) {
    await time.sleep(60_000);
    const times = random.chance(0.05) ? 2 : 1;
    await Promise.all(
      Array.from({ length: times }, () => watchServices(CONFIGURATION, tools).catch(() => {})),
    );
  }
  world.over = true;
}

async function oneRun(run: string, input: unknown, stage: Stage): Promise<void> {
  const { random, time, world, runs, tally, mortality } = stage;
  const tools: Tools = {
    ...{ leases: world.leases(RECOVERY), outside: world.outside(), runs, now: () => time.date() },
    ...{ divert: (_, diverted) => world.divert(diverted), restores: world.restoresAway() },
    publish: (_, report) => Promise.resolve(judge(report, world)),
  };
  const work = (step: FailoverStepName, state: FailoverState) => {
    if (step !== 'restore') return performFailover(step, WORK[step], state, tools);
    const began = state.began ?? run;
    return world
      .restoreAndWait(state.request, began)
      .then(restores => ({ ...state, restores: [...restores] }));
  };
  const mute = new Set(
    Object.keys(WORK).filter(step => step !== 'report' && random.chance(mortality.of / 2)),
  );
  const call = async (step: FailoverStepName, state: FailoverState): Promise<FailoverState> => {
    if (random.chance(mortality.of)) throw new Died();
    // A task may be delivered twice, and the first delivery may still be on its way when all is over.
    if (random.chance(mortality.of)) {
      const zombie = work(step, state).catch(() => state);
      if (random.chance(0.5)) await zombie;
    }
    const after = await work(step, state);
    // All is done, and nobody ever hears of it.
    if (mute.has(step)) throw new Error('the answer was lost');
    if (step === 'decide' && after.looks) world.heard(run, after.looks.signals);
    return after;
  };
  try {
    const execution = { name: run, startedAt: time.date().toISOString() };
    const start = beginFailover({ trigger: input, configuration: CONFIGURATION, execution });
    const ended = await conductFailover(start, {
      call,
      sleep: seconds => {
        if (random.chance(mortality.of / 3)) throw new Died();
        return time.sleep(seconds * 1000);
      },
    });
    count(failoverReportOf(ended), tally);
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    tally.died += 1;
  } finally {
    world.running.delete(run);
  }
}

function judge(report: FailoverReport, world: World): void {
  const say = (what: string) => world.violations.push(`${what}: ${report.run}`);
  if (!report.ok && report.reasons.length === 0) say('a red report without a reason');
  if (report.ok && report.outcome === 'shifted' && report.seconds.firstWrite === null)
    say('green without a write');
  if (report.outcome === 'shifted' && world.lease.run === report.run && world.lease.holder !== report.to) {
    say('a report of a shift that did not happen');
  }
  if (
    report.outcome === 'rolled back' &&
    world.lease.run === report.run &&
    world.lease.holder === report.to
  ) {
    say('a report of a way back that was not gone');
  }
}

function count({ outcome }: FailoverReport, tally: Tally): void {
  if (outcome === 'shifted') tally.shifted += 1;
  if (outcome === 'rolled back') tally.rolledBack += 1;
  if (outcome === 'refused') tally.refused += 1;
}
