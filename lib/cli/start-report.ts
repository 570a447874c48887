import { writeHtml } from './audit-outputs.ts';
import type { Outcome } from './start-run.ts';

const FILE = '.covenant/start/report.html';

/** One page for all agreements, so that one search covers them; gives its path. */
export async function writeReport(outcomes: readonly Outcome[]): Promise<string> {
  await writeHtml(
    FILE,
    outcomes.flatMap(({ audited }) => audited ?? []),
  );
  return FILE;
}
