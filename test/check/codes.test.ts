import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : [];
  });
}

/** The codes that the reader and the promises can report: every quoted one in their source. */
const REPORTED = new Set(
  [...sources('lib/reader'), ...sources('lib/promises')].flatMap(path =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/'(COV-[A-Z-]+)'/g)].map(match => match[1] ?? ''),
  ),
);

const DOCUMENTED = [
  ...readFileSync(join(ROOT, 'docs', 'problems.md'), 'utf8').matchAll(
    /^\| `(COV-[A-Z-]+)` \|([^|]+)\|([^|]+)\|([^|]+)\|$/gm,
  ),
].map(([, code = '', ...cells]) => ({ code, cells }));

test('docs/problems.md explains every code, and no other', () => {
  expect(DOCUMENTED.map(row => row.code).toSorted()).toEqual([...REPORTED].toSorted());
});

test('each with what it means, why, and the cheapest fix', () => {
  for (const { cells } of DOCUMENTED)
    for (const cell of cells) expect(cell.trim().length).toBeGreaterThan(10);
});
