import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ASK =
  'import json; from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as known; print(json.dumps(sorted(known)))';

/** The resource types that the installed emulator's CloudFormation knows, from its own registry. */
export function knownTypes(python: string): ReadonlySet<string> {
  const answer: unknown = JSON.parse(
    execFileSync(join(python, 'bin', 'python'), ['-c', ASK], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  if (!Array.isArray(answer) || answer.length === 0) throw new Error('the emulator names no resource types');
  return new Set(answer.map(String));
}
