import { EXIT } from './exit-codes.ts';
import { paint, print, printJson } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant verify closed/2026-10/heron.statement.1.json
  $ covenant verify closed/ledgers/heron.ledger.json --key public-key.pem
  $ covenant verify closed/2026-10/close.json            who was closed, and with which statements
  $ covenant verify drills/orders/run.json --key signer.pem   that nobody has improved a report of a drill
  $ covenant verify closed --json                       all below a folder, and that no close is missing or moved

Exit codes: 0 everything follows from its evidence and is as it was signed, 1 something differs,
2 a file that cannot be read.`;

interface Options {
  readonly key?: string;
  readonly json?: boolean;
}

export const register: Register = program => {
  program
    .command('verify')
    .description('recompute a statement, a ledger, a close or a drill offline, and say what differs')
    .argument('<file>', 'a statement, a ledger, a close, the report of a drill, or a folder of months')
    .option('--key <file>', 'the public key to trust; found in a folder keys nearby when left out')
    .option('--json', 'print the differences for programs')
    .addHelpText('after', EXAMPLES)
    .action((file: string, options: Options) => run(file, options));
};

async function run(file: string, options: Options): Promise<void> {
  const { verifyFiles } = await import('./verify-files.ts');
  const files = verifyFiles(file, options.key);
  if (options.json) printJson({ ok: files.every(({ ok }) => ok), files });
  else {
    for (const { file: name, kind, ok, differences } of files) {
      print(`${ok ? paint('green', 'as signed') : paint('red', 'DIFFERS  ')}  ${kind.padEnd(9)}  ${name}`);
      for (const { path, says, recomputed } of differences)
        print(`  ${path}: says ${says}, recomputed ${recomputed}`);
    }
  }
  process.exitCode = files.every(({ ok }) => ok) ? EXIT.fine : EXIT.foundSomething;
}
