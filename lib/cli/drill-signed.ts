import { createHash, createPublicKey } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { reportPrefix } from '../promises/recovery/names.ts';
import type { Machine } from './drill-machine.ts';

export interface StoredReport {
  readonly environment: string;
  readonly region: string;
  readonly machine: Machine;
  readonly database: string;
  readonly run: string;
}

/** Fetches the report as the machine signed it, and the key to verify it with, and keeps both for audits. */
export async function keepSigned(folder: string, stored: StoredReport): Promise<string> {
  const { machine, database, run, region } = stored;
  const { Body } = await new S3Client({ region }).send(
    new GetObjectCommand({ Bucket: machine.report.bucket, Key: `${reportPrefix(database)}${run}.json` }),
  );
  const text = (await Body?.transformToString()) ?? '';
  const { PublicKey } = await new KMSClient({ region }).send(
    new GetPublicKeyCommand({ KeyId: machine.report.signedWith }),
  );
  if (!PublicKey) throw new Error('KMS answered without a public key');
  const file = join(folder, stored.environment, `${run}.json`);
  mkdirSync(join(folder, 'keys'), { recursive: true });
  mkdirSync(join(file, '..'), { recursive: true });
  const key = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
  const name = `kms-${createHash('sha256').update(PublicKey).digest('hex').slice(0, 16)}.pem`;
  writeFileSync(join(folder, 'keys', name), key.export({ type: 'spki', format: 'pem' }));
  writeFileSync(file, text);
  return file;
}
