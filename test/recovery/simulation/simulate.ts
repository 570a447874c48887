import { choosePoint } from '../../../lambdas/recovery-choose-point.ts';
import { restore } from '../../../lambdas/recovery-restore.ts';
import { takeOver } from '../../../lambdas/recovery-take-over.ts';
import { teardown } from '../../../lambdas/recovery-teardown.ts';
import { validate } from '../../../lambdas/recovery-validate.ts';
import { wait } from '../../../lambdas/recovery-wait.ts';
import { type Outcome, perform } from '../../../lib/aws/recovery/perform.ts';
import type { Inspect, Rds } from '../../../lib/aws/recovery/ports.ts';
import { isExpired, sweepOne } from '../../../lib/aws/recovery/sweep.ts';
import { TAGS, targetIdentifier } from '../../../lib/promises/recovery/identity.ts';
import { conduct, type StepName } from '../../../lib/promises/recovery/machine.ts';
import { reportOf } from '../../../lib/promises/recovery/report.ts';
import type { RestoreState } from '../../../lib/promises/recovery/state.ts';
import { Random } from './random.ts';
import { ScriptedRds, SOURCE } from './scripted-rds.ts';
import { VirtualTime } from './virtual-time.ts';

interface Tools {
  readonly rds: Rds;
  readonly inspect: Inspect;
  readonly now: () => Date;
}

const WORK: Readonly<Record<StepName, (state: RestoreState, tools: Tools) => Promise<Outcome>>> = {
  'choose-point': choosePoint,
  restore,
  wait,
  validate,
  'take-over': takeOver,
  teardown,
  measure: async () => ({ kind: 'done' }),
};

export interface Simulated {
  readonly violations: readonly string[];
  readonly green: number;
  readonly red: number;
  readonly died: number;
}

/** One seed: some runs and duplicates of them at once, on an RDS that misbehaves, then the sweeper. */
export async function simulate(seed: number): Promise<Simulated> {
  const random = new Random(seed);
  const time = new VirtualTime();
  const rds = new ScriptedRds(random, time);
  const tally: Tally = { green: 0, red: 0, died: 0, notGreen: new Set() };
  const runs = Array.from({ length: 1 + Math.floor(random.between(0, 4)) }, (_, index) =>
    oneRun(
      { run: random.chance(0.4) ? 'run-0' : `run-${index}`, execution: `${index}` },
      random,
      time,
      rds,
      tally,
    ),
  );
  await time.run(Promise.all(runs));
  const left = rds.instances.filter(fake => fake.goneAt === undefined && !tally.notGreen.has(fake.run));
  const forgotten = left.map(fake => `${fake.run} is green and left its instance`);
  await time.run(sweepAll(rds, time));
  const leaked = rds.remaining.map(id => `leaked ${id}`);
  const { green, red, died } = tally;
  return { violations: [...rds.violations, ...forgotten, ...leaked], green, red, died };
}

interface Tally {
  green: number;
  red: number;
  died: number;
  /** Runs of which an execution was red or died. */
  readonly notGreen: Set<string>;
}

class Died extends Error {}

interface Trigger {
  readonly run: string;
  readonly execution: string;
}

async function oneRun(
  trigger: Trigger,
  random: Random,
  time: VirtualTime,
  rds: ScriptedRds,
  tally: Tally,
): Promise<void> {
  await time.sleep(random.between(0, 3_600_000));
  const mortality = random.chance(0.5) ? random.between(0, 0.1) : 0;
  let good = false;
  const inspect: Inspect = async instance => {
    const seen = await rds.inspect(instance);
    good = rds.truth.get(seen) ?? false;
    return seen;
  };
  const tools: Tools = { rds: rds.view(), inspect, now: () => time.date() };
  const call = async (step: StepName, state: RestoreState): Promise<RestoreState> => {
    if (random.chance(mortality)) throw new Died();
    // Step Functions may deliver a task twice: the first answer is lost, its effects are not.
    if (random.chance(mortality)) await perform(step, WORK[step], state, tools).catch(() => {});
    return perform(step, WORK[step], state, tools);
  };
  try {
    const ended = await conduct(startOf(trigger, time), {
      call: (step, state) => call(step, state),
      sleep: seconds => {
        if (random.chance(mortality / 3)) throw new Died();
        return time.sleep(seconds * 1000);
      },
    });
    judge(ended, good, rds, tally);
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    tally.died += 1;
    tally.notGreen.add(trigger.run);
  }
}

function judge(ended: RestoreState, good: boolean, rds: ScriptedRds, tally: Tally): void {
  const report = reportOf(ended);
  if (!report.ok) {
    tally.red += 1;
    tally.notGreen.add(ended.request.run);
    if (report.reasons.length === 0) rds.violations.push('a red report without a reason');
    return;
  }
  tally.green += 1;
  if (!good) rds.violations.push('a green report for a bad restore');
  if (ended.removed !== true) rds.violations.push('a green report before the instance was removed');
}

async function sweepAll(rds: ScriptedRds, time: VirtualTime): Promise<void> {
  rds.behave();
  await time.sleep(LEASE_SECONDS * 1000 + 3_600_000);
  for (let round = 0; round < 10 && rds.remaining.length > 0; round++) {
    for (const { id, tags } of rds.instances) {
      if (isExpired(tags[TAGS.mode], tags[TAGS.expires], time.date())) await sweepOne(rds, id);
    }
    await time.sleep(900_000);
  }
}

const LEASE_SECONDS = 6 * 3600;

function startOf(trigger: Trigger, time: VirtualTime): RestoreState {
  const now = time.date().toISOString();
  return {
    target: targetIdentifier(SOURCE, 'drill'),
    reasons: [],
    phases: [],
    request: {
      ...trigger,
      mode: 'drill',
      source: SOURCE,
      to: 'latest',
      startedAt: now,
      accidentAt: now,
      promised: { recoveryTime: 86_400, recoveryPoint: 86_400 },
      checks: { database: 'orders', application: { sql: '', answer: '[]' }, indexes: [], withinSeconds: 60 },
      pace: { every: 60, patience: 5400 },
      lease: LEASE_SECONDS,
    },
  };
}
