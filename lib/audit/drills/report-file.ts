import type { JsonPath } from '../../promises/evidence.ts';
import { readReport } from '../../promises/recovery/read-report.ts';
import type { DrillReport } from '../../promises/recovery/report.ts';
import { isRecord } from '../files.ts';
import { LineIndex } from '../lines.ts';
import type { ReportSignature } from './signature.ts';

/** A file that holds a drill's report. */
export interface ReportFile {
  readonly report: DrillReport;
  /** The exact text that was signed. */
  readonly signed: string;
  readonly signature: ReportSignature | undefined;
  readonly lineOf: (path: JsonPath) => number;
}

/**
 * Reads either of the two forms: what `covenant drill --json` prints, which carries its signature in itself, and what
 * the restore machine stores, which holds the report as a text beside its signature.
 * @returns undefined when the text is neither.
 */
export function reportFile(text: string): ReportFile | undefined {
  const value = parsed(text);
  if (!isRecord(value)) return undefined;
  return typeof value.report === 'string' ? stored(value, value.report) : printed(value, text);
}

function stored(
  { algorithm, signature }: { readonly [key: string]: unknown },
  signed: string,
): ReportFile | undefined {
  const report = readReport(parsed(signed));
  return report && { report, signed, signature: signatureOf(algorithm, signature), lineOf: () => 1 };
}

function printed(value: { readonly [key: string]: unknown }, text: string): ReportFile | undefined {
  const { signature, ...rest } = value;
  const report = readReport(rest);
  if (!report) return undefined;
  const lines = new LineIndex(new Map([['', text]]));
  const { algorithm, value: base64 } = isRecord(signature) ? signature : {};
  return {
    report,
    // Members keep their order, so that this is the text that was signed.
    signed: JSON.stringify(rest),
    signature: signatureOf(algorithm, base64),
    lineOf: path => lines.lineOf('', path),
  };
}

function signatureOf(algorithm: unknown, value: unknown): ReportSignature | undefined {
  return typeof algorithm === 'string' && typeof value === 'string' ? { algorithm, value } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
