import { createHash } from 'node:crypto';
import { KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { DrillReport } from '../../promises/recovery/report.ts';
import type { RestoreRequest } from '../../promises/recovery/state.ts';

/** A report with a signature over its exact text, so that nobody can improve it later. */
export interface SignedReport {
  readonly report: string;
  readonly key?: string;
  readonly algorithm?: 'ECDSA_SHA_256';
  readonly signature?: string;
}

/** Writes the report of a run where its request says. */
export async function publish(request: RestoreRequest, report: DrillReport): Promise<void> {
  if (!request.report) return;
  const { bucket, signedWith } = request.report;
  await putSigned(bucket, `drills/${request.source}/${request.run}.json`, signedWith, report);
}

/** Writes any report as JSON, with a signature over its exact text where there is a key to sign with. */
export async function putSigned(
  Bucket: string,
  Key: string,
  signedWith: string | undefined,
  report: unknown,
): Promise<void> {
  const signed = await sign(JSON.stringify(report), signedWith);
  const Body = JSON.stringify(signed);
  await new S3Client({}).send(new PutObjectCommand({ Bucket, Key, ContentType: 'application/json', Body }));
}

async function sign(report: string, key: string | undefined): Promise<SignedReport> {
  if (key === undefined) return { report };
  const digest = createHash('sha256').update(report).digest();
  const { Signature } = await new KMSClient({}).send(
    new SignCommand({
      KeyId: key,
      Message: digest,
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    }),
  );
  const signature = Buffer.from(Signature ?? []).toString('base64');
  return { report, key, algorithm: 'ECDSA_SHA_256', signature };
}
