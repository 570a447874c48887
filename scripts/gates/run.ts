import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CovenantError } from '../../lib/agreement/errors.ts';
import { ROOT } from '../../lib/root.ts';
import { virtualEnvironment } from '../python.ts';

const OUT = join(ROOT, '.covenant', 'gates');

/**
 * W3005 finds a DependsOn beside a reference to the same resource. The CDK writes both when one construct depends on
 * another, on purpose; the second changes nothing, and only the CDK could leave it out.
 */
const REDUNDANT_DEPENDENCY = 'W3005';

/** Synthesizes every environment into a folder of its own and returns the templates. */
function templates(): readonly string[] {
  rmSync(OUT, { recursive: true, force: true });
  const names = readdirSync(join(ROOT, 'environments')).filter(file => file.endsWith('.yaml'));
  return names.flatMap(file => synthesize(file.replace(/\.yaml$/, '')));
}

function synthesize(environment: string): readonly string[] {
  const folder = join(OUT, environment);
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  const args = ['cdk', 'synth', '--quiet', '-c', `environment=${environment}`, '--output', folder];
  const result = spawnSync('npx', args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (result.status !== 0) throw new CovenantError(`environment ${environment} could not be synthesized`);
  return readdirSync(folder)
    .filter(file => file.endsWith('.template.json'))
    .map(file => join(folder, file));
}

/** Runs one linter; its own words go straight to the reader. Returns whether it found nothing. */
function passes(title: string, command: string, args: readonly string[]): boolean {
  const started = Date.now();
  const result = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  process.stdout.write(`${title}: ${result.status === 0 ? 'nothing found' : 'FINDINGS'} (${seconds} s)\n`);
  return result.status === 0;
}

function main(): void {
  const files = templates();
  process.stdout.write(`${files.length} templates\n`);
  const python = virtualEnvironment('gates', join(ROOT, 'scripts', 'gates', 'requirements.txt'));
  const linted = passes('cfn-lint', join(python, 'bin', 'cfn-lint'), [
    ...['--non-zero-exit-code', 'warning', '--ignore-checks', REDUNDANT_DEPENDENCY],
    ...['--', ...files],
  ]);
  const checked = passes('checkov', join(python, 'bin', 'checkov'), [
    ...['--framework', 'cloudformation', '--quiet', '--compact', '--directory', OUT],
    '--skip-download',
  ]);
  process.exitCode = linted && checked ? 0 : 1;
}

try {
  main();
} catch (error) {
  if (!(error instanceof CovenantError)) throw error;
  process.stderr.write(`gates: ${error.message}\n`);
  process.exitCode = 2;
}
