import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';
import type { World } from './world.ts';

/** What `covenant audit --deployed --json` says, as far as the cases read it. */
export interface LiveAudit {
  readonly exitCode: number;
  readonly broken: readonly BrokenEvidence[];
}

export interface BrokenEvidence {
  readonly clause: string;
  readonly logicalId: string;
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

interface AuditJson {
  readonly clauses: readonly {
    readonly id: string;
    readonly evidence: readonly (Omit<BrokenEvidence, 'clause'> & { readonly holds?: boolean })[];
  }[];
}

/** Runs the product's own command against the deployed environment. */
export async function auditDeployed({ emulator }: World, assembly: string): Promise<LiveAudit> {
  const { code, output } = await run(['audit', assembly, '--deployed', '--json'], emulator.environment);
  if (code !== 0 && code !== 1) throw new Error(`covenant audit --deployed ended with ${code}: ${output}`);
  const { clauses }: AuditJson = JSON.parse(output);
  const broken = clauses.flatMap(({ id, evidence }) =>
    evidence
      .filter(({ holds }) => holds === false)
      .map(({ logicalId, path, expected, actual }) => ({ clause: id, logicalId, path, expected, actual })),
  );
  return { exitCode: code, broken };
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'covenant.ts'), ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', text => {
    output += String(text);
  });
  child.stderr.on('data', text => {
    errors += String(text);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? 2, output: output || errors }));
  });
}
