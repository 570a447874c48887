import assert from 'node:assert/strict';
import { join } from 'node:path';
import { virtualEnvironment } from '../../scripts/python.ts';
import { attempt, type Outcome } from '../runner/run-cases.ts';
import { type Endpoint, otherAccount, startEndpoint } from './endpoint.ts';
import { runScenario } from './scenario.ts';
import { stillThere, tracesOf } from './traces.ts';

/** What `--only` has to be a part of. */
export const LOCAL_RDS = 'foreign clients drive the local RDS';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');

/**
 * Drives `covenant local-rds` with boto3 and with the AWS CLI, both at once and each through a whole restore, and then
 * looks for what Ctrl-C and a killed run leave behind.
 * @throws PythonError when Python is missing.
 */
export async function proveLocalRds(print: (outcome: Outcome) => void): Promise<readonly Outcome[]> {
  const python = virtualEnvironment('local-rds', REQUIREMENTS);
  const outcomes: Outcome[] = [];
  const tell = (outcome: Outcome) => {
    outcomes.push(outcome);
    print(outcome);
  };
  const other = otherAccount();
  const [first, second] = await Promise.all([startEndpoint(), startEndpoint(other)]);
  try {
    await Promise.all([
      runScenario(python, 'boto3', first, tell),
      runScenario(python, 'aws-cli', second, tell),
    ]);
    tell(await attempt('the local RDS leaves nothing after Ctrl-C', () => interrupted(first)));
    tell(await attempt('the local RDS removes what a killed one left', () => killed(second)));
  } finally {
    await Promise.all([first.end('SIGINT'), second.end('SIGINT')]);
  }
  return outcomes;
}

async function interrupted(endpoint: Endpoint): Promise<string> {
  const traces = tracesOf(endpoint.pid);
  const before = await stillThere(traces);
  assert.ok(traces.processes.length > 0, 'there was no database left to clean up');
  await endpoint.end('SIGINT');
  assert.deepEqual(await stillThere(traces), []);
  return `${before.length} processes, ports, segments and folders, all gone`;
}

async function killed(endpoint: Endpoint): Promise<string> {
  const traces = tracesOf(endpoint.pid);
  await endpoint.end('SIGKILL');
  const left = await stillThere(traces);
  assert.ok(left.length > traces.folders.length, 'the killed run left nothing, so this proves nothing');
  const next = await startEndpoint();
  const own = tracesOf(next.pid);
  try {
    assert.deepEqual(await stillThere(traces), []);
  } finally {
    await next.end('SIGINT');
  }
  assert.deepEqual(await stillThere(own), []);
  return `${left.length} processes, ports, segments and folders were left, all gone`;
}
