import { UsageError } from '../agreement/errors.ts';
import { print } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant schema agreement > agreement.schema.json
  $ covenant schema environment
In the first line of a YAML file, editors find it by
  # yaml-language-server: $schema=./agreement.schema.json`;

export const register: Register = program => {
  program
    .command('schema')
    .description('print the JSON Schema (draft-07) of agreements or environments, for editors')
    .argument('[of]', 'agreement or environment', 'agreement')
    .option('--json', 'accepted for symmetry; it is JSON in any case')
    .addHelpText('after', EXAMPLES)
    .action(run);
};

async function run(of: string): Promise<void> {
  if (of !== 'agreement' && of !== 'environment') {
    throw new UsageError(`there is no schema of "${of}"; write agreement or environment`);
  }
  const { jsonSchemaText } = await import('../reader/json-schema.ts');
  print(jsonSchemaText(of).trimEnd());
}
