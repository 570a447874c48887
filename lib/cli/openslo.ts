import { EXIT } from './exit-codes.ts';
import { print, printJson } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant openslo agreements/alert-agent.yaml
  $ covenant openslo agreements/sovereign-node.yaml --out slo.yaml

What OpenSLO has no word for (clauses, exclusions, policies) is in annotations that begin with "covenant."
Exit codes: 0 written, 2 a file that cannot be read.`;

interface Options {
  readonly out?: string;
  readonly json?: boolean;
}

export const register: Register = program => {
  program
    .command('openslo')
    .description('write an agreement as OpenSLO v1, for tools that read it')
    .argument('<agreement>', 'the agreement file')
    .option('--out <file>', 'write a file instead of printing')
    .option('--json', 'as a JSON list instead of YAML documents')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: Options) => run(file, options));
};

async function run(file: string, options: Options): Promise<void> {
  const [{ openSlo }, { agreementFrom }] = await Promise.all([
    import('../openslo/agreement.ts'),
    import('./measuring-options.ts'),
  ]);
  const documents = openSlo(await agreementFrom(file));
  const { stringify } = await import('yaml');
  const yaml = documents.map(document => stringify(document, { lineWidth: 0 })).join('---\n');
  if (options.out !== undefined) {
    const { writeFileSync } = await import('node:fs');
    writeFileSync(options.out, options.json ? `${JSON.stringify(documents, null, 2)}\n` : yaml);
  } else if (options.json) printJson(documents);
  else print(yaml.trimEnd());
  process.exitCode = EXIT.fine;
}
