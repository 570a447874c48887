import { EXIT } from '../lib/cli/exit-codes.ts';
import { print, progress } from '../lib/cli/output.ts';
import { PythonError } from '../scripts/python.ts';
import { LOCAL_RDS, proveLocalRds } from './local-rds/index.ts';
import { deployAll } from './runner/deploy-all.ts';
import { destroyAll } from './runner/destroy-all.ts';
import { suiteOptions, USAGE } from './runner/options.ts';
import { printOutcome, printSummary } from './runner/print.ts';
import { attempt, loadCases, type NamedCase, runCases } from './runner/run-cases.ts';
import { type StandIn, withStandIn } from './runner/stand-in.ts';
import type { World } from './runner/world.ts';

/** `npm run conformance`: deploys for real to a stand-in AWS, proves the promises from outside, leaves nothing behind. */
async function main(): Promise<void> {
  const options = suiteOptions(process.argv.slice(2));
  if (options.help) return print(USAGE);
  const cases = await loadCases(options.only);
  const local = options.only === undefined || LOCAL_RDS.includes(options.only);
  const standIn = !(local && cases.length === 0);
  // The clients of the local RDS mostly wait, the deployments mostly compute: together they take as long as one.
  const parts = await Promise.all([
    local ? proveLocalRds(printOutcome) : [],
    standIn ? withStandIn(it => prove(it, options.environments, cases)) : [],
  ]);
  const outcomes = parts.flat();
  printSummary(outcomes);
  process.exitCode = outcomes.every(({ passed }) => passed) ? EXIT.fine : EXIT.foundSomething;
}

async function prove(standIn: StandIn, environments: readonly string[], cases: readonly NamedCase[]) {
  const worlds: World[] = [];
  const deployed = await attempt('every environment is deployed by the CDK', async () => {
    const world = await deployAll(standIn, environments);
    worlds.push(world);
    return world.deployments.map(({ name }) => name).join(', ');
  });
  printOutcome(deployed);
  const [world] = worlds;
  if (!world) return [deployed];
  const proven = await runCases(cases, world, printOutcome);
  const destroyed = await destroyAll(world);
  printOutcome(destroyed);
  return [deployed, ...proven, destroyed];
}

try {
  await main();
} catch (error) {
  if (!(error instanceof PythonError)) throw error;
  progress(`conformance: ${error.message}; see docs/conformance.md`);
  process.exitCode = EXIT.wrongUsage;
}
