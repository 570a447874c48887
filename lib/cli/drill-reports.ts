import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import { type ReadDrills, readDrills } from '../audit/drills/read.ts';
import { localSigner } from '../ledger/index.ts';
import type { SeenDrills } from '../promises/recovery/proof.ts';
import type { DrillReport } from '../promises/recovery/report.ts';
import { DRILLS } from './folders.ts';

/** A report with a signature over the text of the report alone. */
export type SignedDrill = DrillReport & {
  readonly signature: { readonly algorithm: string; readonly key: string; readonly value: string };
};

/** Signs a local report with the key of the folder, which is made the first time. */
export async function signReport(folder: string, report: DrillReport): Promise<SignedDrill> {
  const { algorithm, key, value } = await localSigner(folder).sign(JSON.stringify(report));
  return { ...report, signature: { algorithm, key, value: Buffer.from(value, 'hex').toString('base64') } };
}

/**
 * Keeps a drill's report for audits, and gives its file; one that was made to fail is not kept, since it proves nothing.
 * @throws UnreadableInputError when it cannot be written
 */
export function keepReport(folder: string, report: SignedDrill): string | undefined {
  if (!report.about || report.fault !== null) return undefined;
  const { agreement, environment, run } = report.about;
  const file = join(folder, environment ?? agreement, `${run.replaceAll(/[^A-Za-z0-9.-]/g, '-')}.json`);
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new UnreadableInputError(`${file}: cannot be written (${reason})`, { cause });
  }
  return file;
}

export interface DrillFlagsOfAudit {
  /** A path, or false for `--no-drills`. @default the folder of `covenant drill`, where there is one */
  readonly drills?: string | boolean | undefined;
  readonly key?: string | undefined;
}

/** The drills that an audit should count. @throws UnreadableInputError when what was named is not there */
export function drillsFor({ drills, key }: DrillFlagsOfAudit): ReadDrills {
  if (drills === false) return NONE;
  if (typeof drills === 'string') return readDrills(drills, { key });
  return statSync(DRILLS, { throwIfNoEntry: false })?.isDirectory() ? readDrills(DRILLS, { key }) : NONE;
}

const NONE: ReadDrills = { drills: [], refused: [] };

/** With the moment from which their age is counted. */
export function seenNow({ drills }: ReadDrills, now = new Date()): SeenDrills {
  return { drills, now };
}
