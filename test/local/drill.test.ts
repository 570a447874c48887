import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFolder } from '../../lib/bundle/folder.ts';
import { FAULTS } from '../../lib/local/drill/faults/index.ts';
import { isReasonCode, REASONS } from '../../lib/promises/recovery/reasons.ts';
import { ROOT } from '../../lib/root.ts';

const NODE = join(ROOT, 'node_modules', 'node', 'bin', 'node');

function drill(...flags: readonly string[]) {
  const run = spawnSync(NODE, [join(ROOT, 'bin', 'covenant.ts'), 'drill', '--json', ...flags], {
    encoding: 'utf8',
  });
  return { exit: run.status, report: JSON.parse(run.stdout) };
}

beforeAll(async () => {
  await bundleFolder();
});

test('a fault turns it red for its own reason', () => {
  const { exit, report } = drill('--fault', 'archiving-stopped');
  expect(exit).toBe(1);
  expect(report.reasons.join()).toMatch(/^after-last-change: /);
});

test('at least 15 faults, each with a reason of its own kind and a runbook', () => {
  expect(FAULTS.length).toBeGreaterThanOrEqual(15);
  expect(new Set(FAULTS.map(fault => fault.name)).size).toBe(FAULTS.length);
  expect(FAULTS.every(fault => isReasonCode(fault.reason))).toBe(true);
});

test('every reason has its runbook', () => {
  const without = Object.keys(REASONS).filter(
    code => !existsSync(join(ROOT, 'docs', 'runbooks', `drill-${code}.md`)),
  );
  expect(without).toEqual([]);
});
