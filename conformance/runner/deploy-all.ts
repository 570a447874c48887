import { join } from 'node:path';
import { progress } from '../../lib/cli/output.ts';
import { mapInTurns } from '../../lib/deployed/turns.ts';
import { HEALTH_REGION } from '../../lib/promises/availability/region.ts';
import { loadEnvironment, loadEnvironmentByName } from '../../lib/reader/index.ts';
import { bootstrapRegions, regionsOf } from '../cdk/deployment.ts';
import { installProvider } from '../provider/install.ts';
import { deployEnvironment, OWN_ENVIRONMENTS, prepareEnvironment } from './prepare.ts';
import type { StandIn } from './stand-in.ts';
import type { World } from './world.ts';

/** The suite's own environment, whose limits can be reached in seconds. */
const SMALL_LIMITS = join(OWN_ENVIRONMENTS, 'small-limits.yaml');

/** Environments at once: while one waits for CloudFormation, another is synthesized. */
const AT_ONCE = 3;

/** Synthesizes and deploys each environment, and meanwhile makes their regions ready, with progress. */
export async function deployAll(standIn: StandIn, environments: readonly string[]): Promise<World> {
  const { cdk, folder } = standIn;
  const files = [...environments, SMALL_LIMITS];
  const ready = readiness(standIn);
  const soon = ready(files.flatMap(regionsNamed));
  const deployments = await mapInTurns(files, AT_ONCE, async file => {
    const name = nameOf(file);
    const prepared = await timed(`synthesize ${name}`, () => prepareEnvironment(cdk, file, folder));
    await ready(regionsOf(prepared.folder));
    return timed(`deploy ${name}`, () => deployEnvironment(cdk, prepared));
  });
  await soon;
  return { ...standIn, deployments };
}

/** Makes the account ready for the CDK, each region once, however often it is asked for. */
function readiness(standIn: StandIn): (regions: readonly string[]) => Promise<void> {
  const begun = new Map<string, Promise<void>>();
  return async regions => {
    const fresh = [...new Set(regions)].filter(region => !begun.has(region)).sort();
    if (fresh.length > 0) {
      const work = timed(`bootstrap ${fresh.join(', ')}`, () => makeReady(standIn, fresh));
      for (const region of fresh) begun.set(region, work);
    }
    await Promise.all(regions.map(region => begun.get(region)));
  };
}

async function makeReady(standIn: StandIn, regions: readonly string[]): Promise<void> {
  await bootstrapRegions(standIn.cdk, regions);
  installProvider(standIn, regions);
}

/** The regions that an environment's file names; a template may use more. */
function regionsNamed(file: string): string[] {
  const { environment } = file.endsWith('.yaml') ? loadEnvironment(file) : loadEnvironmentByName(file);
  if (!environment) throw new Error(`${file} has errors; run covenant check`);
  return [environment.primary.region, environment.recovery.region, HEALTH_REGION];
}

const nameOf = (environment: string) => environment.replace(/^.*\//, '').replace('.yaml', '');

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  progress(`conformance: ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}
