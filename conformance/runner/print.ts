import { paint, print } from '../../lib/cli/output.ts';
import type { Outcome } from './run-cases.ts';

export function printOutcome({ name, passed, seconds, said }: Outcome): void {
  const mark = passed ? paint('green', 'kept  ') : paint('red', 'BROKEN');
  print(`${mark} ${name} (${seconds.toFixed(1)} s)`);
  for (const line of said.split('\n').slice(0, 30)) print(`       ${line}`);
}

/** The plain last line that counts. */
export function printSummary(outcomes: readonly Outcome[]): void {
  const failed = outcomes.filter(({ passed }) => !passed).length;
  print(`${outcomes.length - failed} passed, ${failed} failed`);
}
