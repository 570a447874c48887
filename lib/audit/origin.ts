import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import { isRecord, parseObject, readText } from './files.ts';

const FILE = 'covenant.json';

/** The two files from which an assembly was compiled. */
export interface Sources {
  /** Path of the agreement's file. */
  readonly agreement: string;
  /** Path of the environment's file. */
  readonly environment: string;
}

/** What an assembly says of its sources, and which of them have changed since. */
export interface Origin extends Sources {
  readonly changedSince: readonly string[];
}

/**
 * Writes `covenant.json` beside the manifest, so that `covenant audit` knows what the templates were compiled
 * from. Paths are relative to the assembly and nothing in it depends on the clock.
 */
export function writeOrigin(outdir: string, sources: Sources): void {
  const entry = (file: string) => ({
    file: relative(resolve(outdir), resolve(file)),
    sha256: digestOf(resolve(file)),
  });
  const origin = { agreement: entry(sources.agreement), environment: entry(sources.environment) };
  writeFileSync(join(outdir, FILE), `${JSON.stringify(origin, null, 2)}\n`);
}

/**
 * Reads it back.
 * @throws UnreadableInputError when the assembly was not compiled by Covenant or its sources are gone.
 */
export function readOrigin(outdir: string): Origin {
  const file = join(outdir, FILE);
  if (!existsSync(file)) {
    throw new UnreadableInputError(
      `${outdir}: has no ${FILE}, so it was not compiled by Covenant; run cdk synth again`,
    );
  }
  const written = parseObject(file, readText(file));
  const agreement = sourceOf(file, outdir, written.agreement);
  const environment = sourceOf(file, outdir, written.environment);
  const changedSince = [agreement, environment].filter(source => source.changed).map(source => source.path);
  return { agreement: agreement.path, environment: environment.path, changedSince };
}

function sourceOf(file: string, outdir: string, entry: unknown): { path: string; changed: boolean } {
  if (!isRecord(entry) || typeof entry.file !== 'string') {
    throw new UnreadableInputError(
      `${file}: does not name its agreement and environment; run cdk synth again`,
    );
  }
  const path = relative(process.cwd(), resolve(outdir, entry.file));
  if (!existsSync(path)) {
    throw new UnreadableInputError(`${path}: is gone, but ${file} says the templates were compiled from it`);
  }
  return { path, changed: digestOf(path) !== entry.sha256 };
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
