import { EXIT } from './exit-codes.ts';
import { print, printJson } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant explain                  why each database of every environment is as it is
  $ covenant explain sovereign        only those of environments/sovereign.yaml
  $ covenant explain --json           {environments: [{environment, databases: [{database, topology, keeps, rejected, capacity, backups}]}]}

Exit codes: 0 explained, 2 an unknown environment, or one that no database can serve.
docs/decisions/database-topology.md has the rules.`;

export const register: Register = program => {
  program
    .command('explain')
    .description('show which promise led to which database, and why the others were rejected')
    .argument('[environment]', 'the name of an environment (all when left out)')
    .option('--json', 'print the result for programs')
    .addHelpText('after', EXAMPLES)
    .action(run);
};

async function run(name: string | undefined, { json }: { readonly json?: boolean }): Promise<void> {
  const { explain } = await import('../promises/databases/explain.ts');
  const { environmentNames, requireEnvironment } = await import('../reader/index.ts');
  const { explanationText } = await import('./explain-text.ts');
  const environments = (name === undefined ? environmentNames() : [name]).map(each => {
    const { environment, agreement } = requireEnvironment(each);
    return { environment: each, databases: explain(agreement, environment) };
  });
  if (json) printJson({ environments });
  else for (const each of environments) print(explanationText(each.environment, each.databases));
  process.exitCode = EXIT.fine;
}
