import { relative } from 'node:path';
import { EXIT } from '../lib/cli/exit-codes.ts';
import { print, progress } from '../lib/cli/output.ts';
import { PythonError } from '../scripts/python.ts';
import { deployAll } from './runner/deploy-all.ts';
import { destroyAll } from './runner/destroy-all.ts';
import { suiteOptions, USAGE } from './runner/options.ts';
import { printOutcome, printSummary } from './runner/print.ts';
import { loadCases, runCases } from './runner/run-cases.ts';
import { withStandIn } from './runner/stand-in.ts';

/** `npm run conformance`: deploys for real to a stand-in AWS, proves the promises from outside, leaves nothing behind. */
async function main(): Promise<void> {
  const options = suiteOptions(process.argv.slice(2));
  if (options.help) return print(USAGE);
  const cases = await loadCases(options.only);
  const outcomes = await withStandIn(async standIn => {
    const world = await deployAll(standIn, options.environments);
    const proven = await runCases(cases, world, printOutcome);
    return [...proven, await destroyAll(world)];
  });
  printSummary(outcomes);
  process.exitCode = outcomes.every(({ passed }) => passed) ? EXIT.fine : EXIT.foundSomething;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof PythonError)) throw error;
  progress(`conformance: ${error.message}; see ${relative('', 'docs/conformance.md')}`);
  process.exitCode = EXIT.wrongUsage;
}
