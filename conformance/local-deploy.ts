import { dirname } from 'node:path';
import { EXIT } from '../lib/cli/exit-codes.ts';
import { print, progress } from '../lib/cli/output.ts';
import { cdkCli } from './cdk/cli.ts';
import { deployEnvironment, prepareEnvironment } from './runner/prepare.ts';

/**
 * `npm run local:deploy -- NAME`: synthesizes an environment and deploys it with the CDK's own command line to the
 * stand-in that `npm run local` keeps running, without what that cannot make.
 */
async function main(name: string | undefined): Promise<void> {
  const { AWS_ENDPOINT_URL: endpoint, CDK_HOME: home } = process.env;
  if (name === undefined || home === undefined || !endpoint?.startsWith('http://127.0.0.1:')) {
    progress(
      'local: npm run local first, then its variables here, then npm run local:deploy -- <environment>',
    );
    process.exitCode = EXIT.wrongUsage;
    return;
  }
  const folder = dirname(home);
  const cdk = cdkCli(process.env, folder);
  const deployment = await deployEnvironment(cdk, await prepareEnvironment(cdk, name, folder));
  print(
    `${name} is deployed; its assembly is ${deployment.folder}, what was deployed of it ${deployment.copy}`,
  );
}

await main(process.argv[2]);
