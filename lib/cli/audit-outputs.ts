import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import { CHECKS } from '../audit/findings.ts';
import type { ClauseStatus } from '../audit/result.ts';
import { auditPage } from '../report/page/page.ts';
import { sarif } from '../report/sarif.ts';
import { auditText } from '../report/text.ts';
import type { AuditedFolder } from './audit-load.ts';
import { paint } from './output.ts';

const COLOURS: Readonly<Record<ClauseStatus, Parameters<typeof paint>[0]>> = {
  kept: 'green',
  broken: ['red', 'bold'],
  unknown: 'yellow',
  'not-enforced': 'dim',
  'not-applicable': 'dim',
};

export const paintStatus = (status: ClauseStatus, text: string) => paint(COLOURS[status], text);

/** Columns for a table: the terminal's, or 100 where there is none. */
function widthOfTerminal(): number {
  return Math.max(60, process.stdout.columns ?? 100);
}

export function terminalText({ result, folder }: AuditedFolder): string {
  return auditText(result, { width: widthOfTerminal(), folder, paint: paintStatus });
}

/** The page of all these audits. @throws UnreadableInputError when the file cannot be written. */
export async function writeHtml(file: string, audited: readonly AuditedFolder[]): Promise<void> {
  const auditedAt = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  write(file, await auditPage(audited, { auditedAt }));
}

/** The findings of all these audits. @throws UnreadableInputError when the file cannot be written. */
export async function writeSarif(file: string, audited: readonly AuditedFolder[]): Promise<void> {
  write(file, `${JSON.stringify(sarif(audited, CHECKS), null, 2)}\n`);
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new UnreadableInputError(`${file}: cannot be written (${reason})`, { cause });
  }
}
