import { type ClauseStatus, countsOf } from '../audit/result.ts';
import { auditJson } from '../report/json.ts';
import { READING_ORDER, WORDS } from '../report/words.ts';
import { columns } from '../report/wrap.ts';
import { paintStatus } from './audit-outputs.ts';
import { checkJson } from './check.ts';
import type { Outcome } from './start-run.ts';

const NUMBER_WIDTH = 8;

export function isFine({ checked, audited, reason }: Outcome): boolean {
  const broken = audited?.result.clauses.some(({ status }) => status === 'broken') ?? false;
  return checked.every(file => file.ok) && !broken && reason === undefined;
}

/** The stable shape of `npm start -- --json`. */
export function startJson(outcomes: readonly Outcome[]) {
  return {
    agreements: outcomes.map(({ agreement, checked, audited, reason }) => ({
      agreement,
      check: checkJson(checked),
      audit: audited ? auditJson(audited.result) : null,
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}

/** One row per agreement: how many of its clauses have which status. */
export function summaryText(outcomes: readonly Outcome[]): string {
  const width = Math.max(...outcomes.map(({ agreement }) => agreement.length));
  const head = columns([['Agreement', width], ...READING_ORDER.map(status => cell(WORDS[status], status))]);
  return ['', ...head, ...outcomes.map(outcome => row(outcome, width))].join('\n');
}

function row({ agreement, audited, reason }: Outcome, width: number): string {
  if (!audited) return `${agreement.padEnd(width)}  ${reason ?? ''}`;
  const counts = countsOf(audited.result.clauses);
  const cells = READING_ORDER.map(status => {
    const shown = String(counts[status]).padEnd(widthOf(status));
    return counts[status] === 0 ? shown : paintStatus(status, shown);
  });
  return [agreement.padEnd(width), ...cells].join('  ').trimEnd();
}

function cell(text: string, status: ClauseStatus): readonly [string, number] {
  return [text, widthOf(status)];
}

function widthOf(status: ClauseStatus): number {
  return Math.max(NUMBER_WIDTH, WORDS[status].length);
}
