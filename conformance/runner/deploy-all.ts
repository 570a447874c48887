import { join } from 'node:path';
import { progress } from '../../lib/cli/output.ts';
import { bootstrap, regionsOf } from '../cdk/deployment.ts';
import { installProvider } from '../provider/install.ts';
import { deployEnvironment, OWN_ENVIRONMENTS, type Prepared, prepareEnvironment } from './prepare.ts';
import type { StandIn } from './stand-in.ts';
import type { Deployment, World } from './world.ts';

/** The suite's own environment, whose limits can be reached in seconds. */
const SMALL_LIMITS = join(OWN_ENVIRONMENTS, 'small-limits.yaml');

/** Synthesizes, bootstraps and deploys, with progress. */
export async function deployAll(standIn: StandIn, environments: readonly string[]): Promise<World> {
  const { cdk, folder } = standIn;
  const prepared: Prepared[] = [];
  for (const environment of [...environments, SMALL_LIMITS]) {
    prepared.push(
      await timed(`synthesize ${nameOf(environment)}`, () => prepareEnvironment(cdk, environment, folder)),
    );
  }
  await timed('bootstrap', () =>
    bootstrap(
      cdk,
      prepared.map(one => one.folder),
    ),
  );
  installProvider(
    standIn,
    prepared.flatMap(one => regionsOf(one.folder)),
  );
  const deployments: Deployment[] = [];
  for (const one of prepared) {
    deployments.push(await timed(`deploy ${one.name}`, () => deployEnvironment(cdk, one)));
  }
  return { ...standIn, deployments };
}

const nameOf = (environment: string) => environment.replace(/^.*\//, '').replace('.yaml', '');

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  progress(`conformance: ${what} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return result;
}
