import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { statementSchema } from '../../lib/ledger/document.ts';
import { readPublicKey } from '../../lib/ledger/signer.ts';
import { servingClose } from './closing.ts';
import { documentsOf, download, verify } from './statements.ts';
import type { Deployment, World } from './world.ts';

/**
 * Downloads what was handed over and verifies it with nothing else: all of it as signed by KMS, each revision with the
 * hash of the one before; and a statement with one amount changed differs in that amount, by name.
 */
export async function provesOffline(
  world: World,
  deployment: Deployment,
  statement: string,
): Promise<string> {
  const folder = join(world.folder, `downloaded-${deployment.name}`);
  download(await documentsOf(deployment), folder);
  const all = verify(folder);
  assert.ok(all.ok, JSON.stringify(all.files.filter(({ ok }) => !ok)));
  assert.ok(
    await isKeyOfKms(deployment, join(folder, 'keys', 'public-key.pem')),
    'another key than that of KMS',
  );
  const [first, second] = [1, 2].map(revision =>
    read(join(folder, statement.replace(/1(?=\.json$)/, `${revision}`))),
  );
  assert.equal(second?.previous, first?.hash);
  const path = join(folder, statement);
  writeFileSync(path, readFileSync(path, 'utf8').replace('"480.00"', '"480.01"'));
  const [tampered] = verify(path).files;
  const named = tampered?.differences.find(difference => difference.path === 'results.credit.amount');
  assert.ok(named, JSON.stringify(tampered));
  const kinds = ['statement', 'ledger'].map(kind => all.files.filter(file => file.kind === kind).length);
  return `${kinds[0]} statements and ${kinds[1]} ledgers verify offline; tampered: ${named.path} says ${named.says}, recomputed ${named.recomputed}`;
}

const read = (path: string) => statementSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

async function isKeyOfKms(deployment: Deployment, file: string): Promise<boolean> {
  const KeyId = await servingClose(deployment, 'AWS::KMS::Key', 'signing-key');
  const client = new KMSClient({ region: deployment.environment.primary.region });
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }));
  const key = createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
  return key.equals(readPublicKey(file));
}
