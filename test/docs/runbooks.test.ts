import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly } from '../../lib/audit/assembly.ts';
import { compileEnvironment } from '../../lib/cli/synthesize.ts';
import { environmentNames } from '../../lib/reader/index.ts';
import { ROOT } from '../../lib/root.ts';

const pages = join(ROOT, 'docs', 'runbooks');

test('every alarm that can ring links a page that is there', async () => {
  const linked = new Set<string>();
  for (const name of environmentNames()) {
    const folder = await compileEnvironment(name, join(ROOT, '.covenant', 'runbooks', name));
    for (const { properties } of readAssembly(folder).resources) {
      const found = /Runbook: \S+\/([a-z-]+)$/.exec(String(properties.AlarmDescription ?? ''));
      if (found?.[1]) linked.add(found[1]);
    }
  }
  expect(linked.size).toBeGreaterThan(15);
  expect([...linked].filter(page => !existsSync(join(pages, `${page}.md`)))).toEqual([]);
});

test('every page says what it means and what to do', () => {
  for (const file of readdirSync(pages)) {
    const text = readFileSync(join(pages, file), 'utf8');
    expect([file, text.includes('**What it means.**'), text.includes('**What to do.**')]).toEqual([
      file,
      true,
      true,
    ]);
  }
});
