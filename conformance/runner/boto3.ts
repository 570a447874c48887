import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** AWS's SDK for Python, so that no value depends on one SDK's reading of the wire. */
export interface Boto3 {
  /** @param script a file of conformance/boto3/; its `answer` gets `input`. */
  readonly ask: <T>(script: string, input: unknown) => Promise<T>;
  readonly stop: () => void;
}

/** One Python for all questions: to start one and load boto3 takes longer than to ask. Begun by the first of them. */
export function boto3(python: string, env: NodeJS.ProcessEnv): Boto3 {
  let running: ReturnType<typeof begin> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const askNow = async <T>(script: string, input: unknown) => {
    running ??= begin(python, env);
    running.child.stdin.write(`${JSON.stringify({ script, input })}\n`);
    const { value } = await running.lines.next();
    const reply: { readonly answer: T; readonly error?: string } = JSON.parse(
      value ?? '{"error":"it ended"}',
    );
    if (reply.error !== undefined) throw new Error(`${script}.py: ${reply.error}`);
    return reply.answer;
  };
  return {
    ask: <T>(script: string, input: unknown) => {
      const asked = turn.then(() => askNow<T>(script, input));
      turn = asked.catch(() => undefined);
      return asked;
    },
    stop: () => running?.child.stdin.end(),
  };
}

function begin(python: string, env: NodeJS.ProcessEnv) {
  const script = join(import.meta.dirname, '..', 'boto3', 'serve.py');
  const child = spawn(join(python, 'bin', 'python'), [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}
