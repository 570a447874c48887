import type { KeyObject } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UnreadableInputError } from '../../agreement/errors.ts';
import type { SeenDrill } from '../../promises/recovery/proof.ts';
import { readText } from '../files.ts';
import { reportFile } from './report-file.ts';
import { isSignedBy, keysNear, readKey } from './signature.ts';

/** A file that looks like a drill's report and proves nothing, and why. */
export interface RefusedDrill {
  readonly file: string;
  readonly reason: string;
}

export interface ReadDrills {
  readonly drills: readonly SeenDrill[];
  readonly refused: readonly RefusedDrill[];
}

export interface ReadOptions {
  /** The public key of who signed. @default those in folders `keys` near the report */
  readonly key?: string | undefined;
  /** More keys that count. */
  readonly keys?: readonly KeyObject[] | undefined;
}

/**
 * Reads the report of a drill, or those below a folder. A report counts only when its signature verifies.
 * @throws UnreadableInputError when the path is not there, or names a file that is no report.
 */
export function readDrills(path: string, options: ReadOptions = {}): ReadDrills {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UnreadableInputError(`${path}: there is no such file or folder of drill reports`);
  const given = options.key === undefined ? undefined : [readKey(options.key)];
  const files = found.isDirectory() ? reportsBelow(path) : [path];
  const read = files.map(file => readOne(file, given));
  if (!found.isDirectory() && read[0]?.reason === NO_REPORT)
    throw new UnreadableInputError(`${path}: ${NO_REPORT}`);
  return {
    drills: read.flatMap(({ drill }) => drill ?? []),
    refused: read.flatMap(({ file, reason }) => (reason === undefined ? [] : [{ file, reason }])),
  };
}

function reportsBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter(name => name.endsWith('.json'))
    .toSorted()
    .map(name => join(folder, name));
}

const NO_REPORT = 'holds no report of a drill';

interface Read {
  readonly file: string;
  readonly drill?: SeenDrill;
  readonly reason?: string;
}

function readOne(file: string, given: readonly KeyObject[] | undefined): Read {
  const read = reportFile(readText(file));
  if (!read) return { file, reason: NO_REPORT };
  const { report, signed, signature, lineOf } = read;
  const refuse = (reason: string) => ({ file, reason });
  if (!report.about) return refuse('does not say whose promises it is about');
  if (!signature) return refuse('is not signed');
  const keys = given ?? keysNear(file);
  if (keys.length === 0) return refuse('there is no public key to verify it with; give one with --key');
  if (!isSignedBy(signed, signature, keys)) return refuse('its signature does not verify');
  if (report.fault !== null) return refuse(`was made to fail on purpose (${report.fault})`);
  return { file, drill: { file, report, about: report.about, lineOf } };
}
