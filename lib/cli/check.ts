import type { CheckedFile } from '../reader/check.ts';
import { EXIT } from './exit-codes.ts';
import { print, printJson } from './output.ts';
import type { Register } from './register.ts';

const EXAMPLES = `
Examples:
  $ covenant check                                      every agreement and environment of this repository
  $ covenant check environments/production.yaml         one environment and the agreement it keeps
  $ covenant check my-agreement.yaml --json             {files: [{file, ok, problems: [...]}]}

Exit codes: 0 no errors (there may be warnings), 1 errors, 2 a file that cannot be read.
Every problem's code is explained in docs/problems.md.`;

export const register: Register = program => {
  program
    .command('check')
    .description('find what is wrong or contradictory in agreements and environments')
    .argument('[files...]', 'agreements and environments; all of this repository when left out')
    .option('--json', 'print the problems for programs')
    .addHelpText('after', EXAMPLES)
    .action((files: string[], options: { json?: boolean }) => run(files, options));
};

async function run(files: readonly string[], options: { json?: boolean }): Promise<void> {
  const { checkFiles, filesIn } = await import('../reader/index.ts');
  const all = files.length > 0 ? files : [...filesIn('agreements'), ...filesIn('environments')];
  const { files: checked, unreadable } = checkFiles(all);
  for (const error of unreadable) process.stderr.write(`covenant: ${error.message}\n`);
  if (options.json) printJson(checkJson(checked));
  else if (checked.length > 0) await printText(checked);
  const found = checked.every(file => file.ok) ? EXIT.fine : EXIT.foundSomething;
  process.exitCode = unreadable.length > 0 ? EXIT.wrongUsage : found;
}

async function printText(checked: readonly CheckedFile[]): Promise<void> {
  const { checkText } = await import('./check-text.ts');
  print(checkText(checked, process.stdout.isTTY === true));
}

/** The stable shape of `covenant check --json`; the README documents it. */
export function checkJson(checked: readonly CheckedFile[]) {
  return { files: checked.map(json) };
}

function json({ file, ok, problems }: CheckedFile) {
  return {
    file,
    ok,
    problems: problems.map(({ code, severity, message, line, column, fix, why }) => ({
      code,
      severity,
      message,
      line,
      column,
      fix,
      why,
    })),
  };
}
