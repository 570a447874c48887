import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../../lib/audit/assembly.ts';
import { ACCOUNT } from '../emulator/environment.ts';
import { OMITTED_ATTRIBUTES, OMITTED_PROPERTIES, OMITTED_TYPES } from '../omitted-types.ts';
import { type Cdk, succeed } from './cli.ts';
import { copyWithout } from './copy.ts';
import type { Omissions } from './omit-template.ts';

const typesWhere = (viaApi: boolean) =>
  new Set(OMITTED_TYPES.filter(({ provenBy }) => (provenBy !== 'schema') === viaApi).map(({ type }) => type));

const OMISSIONS: Omissions = {
  types: typesWhere(false),
  viaApi: typesWhere(true),
  attributes: new Set(OMITTED_ATTRIBUTES.map(({ attribute }) => attribute)),
  parts: OMITTED_PROPERTIES,
};

/** What a platform engineer types, and nobody there to be asked. */
const DEPLOY = ['--require-approval', 'never', '--concurrency', '4'];

/**
 * Synthesizes an environment: one of environments/ by its name, the way a user does, or any other by its file.
 * @returns the folder of the product's own assembly.
 */
export async function synthesize(cdk: Cdk, environment: string, folder: string): Promise<string> {
  const byFile = environment.endsWith('.yaml');
  const name = environment.replace(/^.*\//, '').replace(/\.yaml$/, '');
  const assembly = join(folder, `${name}.out`);
  const what = byFile
    ? ['--app', 'node conformance/app.ts', '-c', `file=${environment}`]
    : ['-c', `environment=${environment}`];
  await succeed(cdk, ['synth', '--quiet', ...what, '-o', assembly]);
  return assembly;
}

/** Makes the account ready for the CDK. Outside of the repository's folder, because the CDK would first synthesize the app of its cdk.json. */
export async function bootstrapRegions(cdk: Cdk, regions: readonly string[]): Promise<void> {
  await succeed(cdk, ['bootstrap', ...regions.map(region => `aws://${ACCOUNT}/${region}`)], cdk.folder);
}

export function regionsOf(assembly: string): string[] {
  return [...new Set(readAssembly(assembly).resources.map(({ region }) => region))].sort();
}

/** Deploys every stack of an assembly to the emulator and gives the folder of what was deployed, and what was said. */
export async function deploy(
  cdk: Cdk,
  assembly: string,
  adapt: (copy: string) => void,
): Promise<{ copy: string; output: string }> {
  const copy = prepare(assembly, adapt);
  return { copy, output: await succeed(cdk, ['deploy', '--all', '--app', copy, ...DEPLOY]) };
}

/** The copy that the emulator gets: without what it cannot make. */
export function prepare(assembly: string, adapt: (copy: string) => void): string {
  const copy = `${assembly}.deployed`;
  rmSync(copy, { recursive: true, force: true });
  copyWithout(assembly, copy, OMISSIONS);
  adapt(copy);
  return copy;
}

export async function destroy(cdk: Cdk, copy: string): Promise<void> {
  await succeed(cdk, ['destroy', '--all', '--force', '--app', copy, '--concurrency', '4']);
}
