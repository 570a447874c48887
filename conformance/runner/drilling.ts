import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { machineName } from '../../lib/promises/recovery/names.ts';
import type { DrillReport } from '../../lib/promises/recovery/report.ts';
import type { RestoreState } from '../../lib/promises/recovery/state.ts';
import { runMachine } from './machines.ts';
import type { Deployment } from './world.ts';

/** What the restore machine ended with. */
export interface EndedRestore extends RestoreState {
  readonly result: DrillReport;
}

/** Starts the deployed restore machine of a region by its name, and waits for its end. */
export async function restoreBy(
  { name }: Deployment,
  region: string,
  input: Readonly<Record<string, unknown>>,
): Promise<EndedRestore> {
  return runMachine<EndedRestore>(region, machineName(name), input);
}

/** The report as the machine stored it, and the public key of who signed it, in PEM. */
export async function storedReport({ request }: EndedRestore, region: string) {
  const Bucket = request.report?.bucket;
  const Key = `drills/${request.source}/${request.run}.json`;
  const { Body } = await new S3Client({ region, forcePathStyle: true }).send(
    new GetObjectCommand({ Bucket, Key }),
  );
  const KeyId = request.report?.signedWith;
  const { PublicKey } = await new KMSClient({ region }).send(new GetPublicKeyCommand({ KeyId }));
  const base64 = Buffer.from(PublicKey ?? []).toString('base64');
  const key = `-----BEGIN PUBLIC KEY-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END PUBLIC KEY-----\n`;
  return { text: (await Body?.transformToString()) ?? '', key };
}
