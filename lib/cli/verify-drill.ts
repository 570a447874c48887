import { reportFile } from '../audit/drills/report-file.ts';
import { isSignedBy, keysNear, readKey } from '../audit/drills/signature.ts';
import type { Difference } from '../ledger/differences.ts';
import type { DrillReport } from '../promises/recovery/report.ts';

/**
 * What is wrong with the report of a drill, by its signature and by itself; undefined when the text is none.
 * @throws UnreadableInputError when the key is no public key
 */
export function differencesOfDrill(
  file: string,
  text: string,
  keyFile: string | undefined,
): readonly Difference[] | undefined {
  const read = reportFile(text);
  if (!read) return undefined;
  const keys = keyFile === undefined ? keysNear(file) : [readKey(keyFile)];
  return [...unsigned(read, keys), ...inconsistent(read.report)];
}

function unsigned(
  { signed, signature }: NonNullable<ReturnType<typeof reportFile>>,
  keys: ReturnType<typeof keysNear>,
): readonly Difference[] {
  const differs = (says: string, recomputed: string) => [{ path: 'signature', says, recomputed }];
  if (!signature) return differs('nothing', 'the report is not signed');
  if (keys.length === 0) return differs(signature.algorithm, 'there is no public key; give one with --key');
  if (isSignedBy(signed, signature, keys)) return [];
  return differs(signature.algorithm, 'this text was not signed by that key');
}

/** Green means that there is no reason against it, and that what was promised and measured was kept. */
function inconsistent(report: DrillReport): readonly Difference[] {
  const late = (['rto', 'rpo'] as const).filter(figure => {
    const { promised, measured } = report[figure];
    return promised !== null && measured !== null && measured > promised;
  });
  const found: Difference[] = [];
  if (report.ok !== (report.reasons.length === 0)) {
    found.push({ path: 'ok', says: String(report.ok), recomputed: `${report.reasons.length} reasons` });
  }
  for (const figure of report.ok ? late : []) {
    const { promised, measured } = report[figure];
    found.push({ path: figure, says: 'kept', recomputed: `${measured} s of ${promised} s` });
  }
  return found;
}
