import { UsageError } from '../agreement/errors.ts';
import { print, printJson } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant local-rds                                      prints the endpoint's address and runs until Ctrl-C
  $ covenant local-rds --port 4575 --json                   {url, variables}
  $ AWS_ENDPOINT_URL_RDS=http://127.0.0.1:4575 aws rds describe-db-instances

Every instance is a real PostgreSQL on this machine; all of them are gone when the command ends.`;

interface Flags {
  readonly port: string;
  readonly json?: boolean;
}

export const register: Register = program => {
  program
    .command('local-rds')
    .description('run an RDS on this machine that boto3, the SDKs and the AWS CLI can drive')
    .option('--port <number>', 'the port to listen on; any free one when 0', '0')
    .option('--json', 'print the address for programs')
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => run(flags));
};

async function run({ port, json }: Flags): Promise<void> {
  const number = Number(port);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new UsageError(`--port ${port} is not a port: write a number from 0 to 65535`);
  }
  const { LocalEnvironment } = await import('../local/drill/environment.ts');
  const environment = await LocalEnvironment.open({}, number);
  const { url } = environment.server;
  if (json) printJson({ url, variables: environment.variables() });
  else {
    print(`RDS listens at ${url}`);
    for (const [name, value] of Object.entries(environment.variables())) print(`export ${name}=${value}`);
    print('Ctrl-C ends it and removes everything it made.');
  }
}
