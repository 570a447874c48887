import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type StatementFile, statementSchema } from '../../lib/ledger/document.ts';
import { ROOT } from '../../lib/root.ts';
import { servingClose } from './closing.ts';
import type { Deployment } from './world.ts';

/** One version of a document, as it lies in the bucket. */
export interface Document {
  readonly path: string;
  readonly version: string;
  readonly text: string;
  /** Such as GOVERNANCE; undefined where nothing locks it. */
  readonly lock: string | undefined;
  readonly lockedUntil: Date | undefined;
}

/** Every version of every document that was handed over. */
export async function documentsOf(deployment: Deployment): Promise<readonly Document[]> {
  const Bucket = await servingClose(deployment, 'AWS::S3::Bucket', 'statements');
  const client = new S3Client({ region: deployment.environment.primary.region });
  const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
  return Promise.all(
    Versions.map(async ({ Key = '', VersionId = '' }) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      const { Retention } = await client
        .send(new GetObjectRetentionCommand({ Bucket, Key, VersionId }))
        .catch(() => ({ Retention: undefined }));
      return {
        ...{ path: Key, version: VersionId, text: (await Body?.transformToString()) ?? '' },
        ...{ lock: Retention?.Mode, lockedUntil: Retention?.RetainUntilDate },
      };
    }),
  );
}

/** The latest revision of a tenant's statement for a month. */
export async function latestStatement(
  deployment: Deployment,
  month: string,
  tenant: string,
): Promise<StatementFile> {
  const path = `${month}/${tenant}.statement.`;
  const all = (await documentsOf(deployment)).filter(
    document => document.path.startsWith(path) && document.path.endsWith('.json'),
  );
  const read = all.map(({ text }) => statementSchema.parse(JSON.parse(text)));
  const [latest] = read.toSorted((a, b) => b.revision - a.revision);
  if (!latest) throw new Error(`${deployment.name} has no statement ${path}*`);
  return latest;
}

/** Tries to delete a version. @returns the error's name, or `deleted`. */
export async function tryToDelete(deployment: Deployment, { path, version }: Document): Promise<string> {
  const Bucket = await servingClose(deployment, 'AWS::S3::Bucket', 'statements');
  const client = new S3Client({ region: deployment.environment.primary.region });
  try {
    await client.send(new DeleteObjectCommand({ Bucket, Key: path, VersionId: version }));
    return 'deleted';
  } catch (cause) {
    return cause instanceof Error ? cause.name : String(cause);
  }
}

/** Writes documents below a folder, as a customer downloads them. */
export function download(documents: readonly Document[], folder: string): void {
  for (const { path, text } of documents) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export interface Verified {
  readonly ok: boolean;
  readonly files: readonly {
    readonly file: string;
    readonly kind: string;
    readonly ok: boolean;
    readonly differences: readonly {
      readonly path: string;
      readonly says: string;
      readonly recomputed: string;
    }[];
  }[];
}

/** `covenant verify`, as a customer runs it: with nothing but the downloaded files, no account and no endpoint. */
export function verify(path: string): Verified {
  const { PATH = '' } = process.env;
  const command = [join(ROOT, 'bin', 'covenant.ts'), 'verify', path, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { PATH },
  });
  if (status !== 0 && status !== 1) throw new Error(`covenant verify ended with ${status}: ${stderr}`);
  const verified: Verified = JSON.parse(stdout);
  return verified;
}
