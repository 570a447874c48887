import { EXIT } from '../lib/cli/exit-codes.ts';
import { print, progress } from '../lib/cli/output.ts';
import { PythonError } from '../scripts/python.ts';
import { bootstrapRegions } from './cdk/deployment.ts';
import { installProvider } from './provider/install.ts';
import { type StandIn, withStandIn } from './runner/stand-in.ts';

/** Where a person most likely deploys: the regions of the example environments. */
const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'];

/** `npm run local`: the stand-in AWS of the conformance suite, kept running for a person to try things on. */
async function main(): Promise<void> {
  await withStandIn(async standIn => {
    await bootstrapRegions(standIn.cdk, REGIONS);
    installProvider(standIn, REGIONS);
    print(guide(standIn));
    await new Promise(() => setInterval(() => undefined, 60_000));
  });
}

function guide({ emulator }: StandIn): string {
  const variables = Object.entries(emulator.variables).map(([name, value]) => `export ${name}=${value}`);
  return `A stand-in AWS is running. In another terminal, in this folder:

${variables.join('\n')}

npm run local:deploy -- development      deploys environments/development.yaml to it
npx covenant audit --deployed -e development
aws apigateway get-usage-plans --region eu-central-1

Nothing of it reaches a real account. Ctrl-C ends it and leaves nothing behind.`;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof PythonError)) throw error;
  progress(`local: ${error.message}; see docs/conformance.md`);
  process.exitCode = EXIT.wrongUsage;
}
