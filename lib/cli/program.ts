import { Command, CommanderError } from 'commander';
import { CovenantError } from '../agreement/errors.ts';
import { COMMANDS } from './commands.ts';
import { EXIT } from './exit-codes.ts';

function build(): Command {
  const program = new Command('covenant')
    .description('Compiles a service-level agreement into AWS infrastructure, measures it, and proves it.')
    .version('0.1.0')
    .showSuggestionAfterError()
    .exitOverride();
  for (const register of COMMANDS) register(program);
  for (const command of program.commands) command.exitOverride();
  return program;
}

/** Runs the command line. A user's mistake becomes one line and exit code 2; anything else is a defect and throws. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await build().parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.fine : EXIT.wrongUsage;
    } else if (error instanceof CovenantError) {
      process.stderr.write(`covenant: ${error.message}\n`);
      process.exitCode = EXIT.wrongUsage;
    } else throw error;
  }
}

/** Whoever reads may stop early, as `| head` does; that is no defect. */
export function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}
