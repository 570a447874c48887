import { join } from 'node:path';
import { progress } from '../../lib/cli/output.ts';
import { mapInTurns } from '../../lib/deployed/turns.ts';
import { bootstrap, regionsOf } from '../cdk/deployment.ts';
import { installProvider } from '../provider/install.ts';
import { deployEnvironment, OWN_ENVIRONMENTS, prepareEnvironment } from './prepare.ts';
import type { StandIn } from './stand-in.ts';
import type { World } from './world.ts';

/** The suite's own environment, whose limits can be reached in seconds. */
const SMALL_LIMITS = join(OWN_ENVIRONMENTS, 'small-limits.yaml');

/** Environments at once: the command line and the emulator take a core each. */
const AT_ONCE = 2;

/** Synthesizes, bootstraps and deploys, with progress. */
export async function deployAll(standIn: StandIn, environments: readonly string[]): Promise<World> {
  const { cdk, folder } = standIn;
  const prepared = await mapInTurns([...environments, SMALL_LIMITS], AT_ONCE, environment =>
    timed(`synthesize ${nameOf(environment)}`, () => prepareEnvironment(cdk, environment, folder)),
  );
  const assemblies = prepared.map(one => one.folder);
  await timed('bootstrap', () => bootstrap(cdk, assemblies));
  installProvider(standIn, assemblies.flatMap(regionsOf));
  const deployments = await mapInTurns(prepared, AT_ONCE, one =>
    timed(`deploy ${one.name}`, () => deployEnvironment(cdk, one)),
  );
  return { ...standIn, deployments };
}

const nameOf = (environment: string) => environment.replace(/^.*\//, '').replace('.yaml', '');

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  progress(`conformance: ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}
