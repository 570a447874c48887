import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';

/** The long form of the random tests: `npm test` runs the same with smaller numbers. */
const LONG = {
  COVENANT_MUTATIONS: '4750',
  COVENANT_SCHEDULES: '100000',
  COVENANT_DYNAMO_SCHEDULES: '1000',
  COVENANT_TAMPERED: '10000',
};

const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const run = spawnSync(process.execPath, [jest, 'test/ledger', 'test/reader/mutations', '--verbose'], {
  cwd: ROOT,
  env: { ...LONG, ...process.env },
  stdio: 'inherit',
});
process.exitCode = run.status ?? 1;
