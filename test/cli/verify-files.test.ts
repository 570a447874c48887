import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyFiles } from '../../lib/cli/verify-files.ts';
import { render, signLedger } from '../../lib/ledger/document.ts';
import { localSigner } from '../../lib/ledger/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'covenant-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder downloaded from the bucket is verified whole: each revision of a ledger as well', async () => {
  const signer = localSigner(folder);
  mkdirSync(join(folder, 'ledgers'));
  const ledger = render(await signLedger('heron', 'EUR', [], signer));
  for (const name of ['heron.ledger.json', 'heron.ledger.2.json'])
    writeFileSync(join(folder, 'ledgers', name), ledger);
  const found = verifyFiles(folder, undefined).map(({ file, kind, ok }) => [
    file.slice(folder.length + 1),
    kind,
    ok,
  ]);
  expect(found).toEqual([
    ['ledgers/heron.ledger.2.json', 'ledger', true],
    ['ledgers/heron.ledger.json', 'ledger', true],
  ]);
});
