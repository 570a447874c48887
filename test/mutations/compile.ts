import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readAssembly } from '../../lib/audit/assembly.ts';
import { compileEnvironment } from '../../lib/cli/audit-compile.ts';
import { filesIn, loadEnvironment } from '../../lib/reader/index.ts';
import { type Compiled, compiledOf } from './effect.ts';

const known = new Map<string, Promise<Compiled>>();

/** The agreement in its environment of stage production, compiled once for all who ask. */
export function compiledAgreement(stem: string): Promise<Compiled> {
  const compiled = known.get(stem) ?? compileAgreement(stem);
  known.set(stem, compiled);
  return compiled;
}

async function compileAgreement(stem: string): Promise<Compiled> {
  const loaded = filesIn('environments')
    .map(file => loadEnvironment(file))
    .find(
      ({ environment, agreementFile }) =>
        environment?.stage === 'production' && basename(agreementFile ?? '', '.yaml') === stem,
    );
  if (!loaded?.environment || !loaded.agreement)
    throw new Error(`no environment of stage production keeps ${stem}`);
  const folder = mkdtempSync(join(tmpdir(), 'covenant-mutations-'));
  await compileEnvironment(basename(loaded.file, '.yaml'), folder);
  const assembly = readAssembly(folder);
  rmSync(folder, { recursive: true });
  return compiledOf(loaded.agreement, loaded.environment, assembly);
}
