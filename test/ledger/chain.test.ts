import {
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeMonth } from '../../lib/cli/close-month.ts';
import { verifyFiles } from '../../lib/cli/verify-files.ts';
import { closeSchema, signClose } from '../../lib/ledger/close-file.ts';
import { render } from '../../lib/ledger/document.ts';
import { localSigner } from '../../lib/ledger/signer.ts';
import { defineAgreement } from '../../lib/promises/agreement.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';

const agreement = defineAgreement({
  agreement: 'test',
  version: 1,
  effective: '2026-01-01',
  zone: 'Etc/UTC',
  currency: 'EUR',
  clauses: { 'A-1': 'All of it.' },
  components: { api: { probe: { get: '/health', every: '30s' } } },
  plans: {
    gold: {
      availability: { clause: 'A-1', commitment: 'contract', promise: '99.9%', per: 'calendar-month' },
      price: { clause: 'A-1', fee: '100.00 EUR', per: 'month' },
    },
  },
});
const tenant = (name: string) => ({
  name,
  plan: 'gold',
  placement: 'pooled' as const,
  'signed-up': '2025-12-31',
});
const history = {
  source: 'test',
  from: instantOf('2025-12-01T00:00:00Z'),
  until: instantOf('2026-06-01T00:00:00Z'),
  components: {
    api: { down: [instantOf('2026-02-03T00:00:00Z'), instantOf('2026-02-03T01:00:00Z')], unknown: [] },
  },
  exclusions: [],
  notes: [],
};

function close(out: string, month: string) {
  const quiet = { choice: {}, claims: [], progress: () => undefined };
  const tenants = [tenant('heron'), tenant('merlin')];
  return closeMonth({ environment: 'e', agreement, tenants, history, month, out, ...quiet });
}

const folder = mkdtempSync(join(tmpdir(), 'covenant-chain-'));
const genuine = join(folder, 'genuine');
beforeAll(async () => {
  for (const month of ['2026-01', '2026-02', '2026-03']) await close(genuine, month);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is found after a change to a copy of what was handed over. */
async function foundAfter(change: (copy: string) => void | Promise<void>): Promise<readonly string[]> {
  const copy = mkdtempSync(join(folder, 'copy-'));
  cpSync(genuine, copy, { recursive: true });
  await change(copy);
  const wrong = verifyFiles(copy, undefined).filter(({ ok }) => !ok);
  return wrong.flatMap(({ differences }) => differences.map(({ path }) => path.replace(`${copy}/`, '')));
}

const nth = (n: number) => `closes/00000${n}.close.json`;

test('what was handed over fits together, and closing again adds nothing', async () => {
  expect(await foundAfter(() => undefined)).toEqual([]);
  const before = readdirSync(join(genuine, 'closes'));
  expect(before).toHaveLength(3);
  await close(genuine, '2026-02');
  expect(readdirSync(join(genuine, 'closes'))).toEqual(before);
});

test('two chains side by side are two, each by itself', async () => {
  const both = mkdtempSync(join(folder, 'both-'));
  for (const name of ['a', 'b']) cpSync(genuine, join(both, name), { recursive: true });
  rmSync(join(both, 'b', nth(2)));
  const chains = verifyFiles(both, undefined).filter(({ kind }) => kind === 'chain');
  expect(chains.map(({ file, ok }) => [file, ok])).toEqual([
    [join(both, 'a'), true],
    [join(both, 'b'), false],
  ]);
});

test.each([1, 2, 3])('close %i, dropped, is missed', async n => {
  expect(await foundAfter(copy => rmSync(join(copy, nth(n))))).not.toEqual([]);
});

test('the last close, dropped with its copy, is missed by its statements', async () => {
  const found = await foundAfter(copy => {
    rmSync(join(copy, nth(3)));
    rmSync(join(copy, '2026-03', 'close.json'));
  });
  expect(found).toEqual(['2026-03/heron.statement.1.json', '2026-03/merlin.statement.1.json']);
});

test('two closes that changed places are found', async () => {
  const found = await foundAfter(copy => {
    renameSync(join(copy, nth(1)), join(copy, 'x'));
    renameSync(join(copy, nth(2)), join(copy, nth(1)));
    renameSync(join(copy, 'x'), join(copy, nth(2)));
  });
  expect(found).toContain('closes/000001.close.json sequence');
});

test('a forged close whose hashes all fit is found by its signature', async () => {
  const stranger = localSigner(join(folder, 'stranger'));
  const found = await foundAfter(async copy => {
    let before: { sequence: number; hash: string } | undefined;
    for (const n of [1, 2, 3]) {
      const file = closeSchema.parse(JSON.parse(readFileSync(join(copy, nth(n)), 'utf8')));
      const { environment, month, tenants } = file;
      const forged = await signClose({ environment, month, tenants: tenants.slice(1) }, before, stranger);
      writeFileSync(join(copy, nth(n)), render(forged));
      writeFileSync(join(copy, month, 'close.json'), render(forged));
      before = forged;
    }
  });
  expect(found).toContain('signature');
});

test('a close that was put in between, signed but old, is found', async () => {
  const found = await foundAfter(copy => copyFileSync(join(copy, nth(1)), join(copy, nth(4))));
  expect(found).toContain('closes/000004.close.json sequence');
});

test('a statement that was withheld, or an older ledger in place of the present one, is found', async () => {
  expect(await foundAfter(copy => rmSync(join(copy, '2026-02', 'heron.statement.1.json')))).toEqual([
    'closes/000002.close.json heron',
  ]);
  const early = join(folder, 'early');
  await close(early, '2026-01');
  const older = await foundAfter(copy => {
    const ledger = join('ledgers', 'heron.ledger.json');
    const file = JSON.parse(readFileSync(join(copy, ledger), 'utf8'));
    writeFileSync(join(copy, ledger), render({ ...file, entries: file.entries.slice(0, 1) }));
  });
  expect(older).toContain('closes/000003.close.json ledger of heron');
});

test('two closes at once make a chain without a fork', async () => {
  const out = join(folder, 'twice');
  await Promise.all(['2026-01', '2026-02', '2026-03'].map(month => close(out, month)));
  expect(verifyFiles(out, undefined).filter(({ ok }) => !ok)).toEqual([]);
  expect(readdirSync(join(out, 'closes'))).toHaveLength(3);
});
