import {
  type BackupClient,
  DescribeBackupVaultCommand,
  paginateListRecoveryPointsByBackupVault,
} from '@aws-sdk/client-backup';
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Found } from '../../promises/backups/freshness.ts';
import { reportPrefix } from '../../promises/recovery/names.ts';

/** When a vault was made, and its newest complete recovery point. */
export async function newestIn(client: BackupClient, vault: string): Promise<Found> {
  const { CreationDate: since } = await client.send(
    new DescribeBackupVaultCommand({ BackupVaultName: vault }),
  );
  let newest: Date | undefined;
  for await (const page of paginateListRecoveryPointsByBackupVault({ client }, { BackupVaultName: vault })) {
    for (const { Status, CreationDate } of page.RecoveryPoints ?? []) {
      const counts = Status === 'COMPLETED' || Status === 'AVAILABLE';
      if (counts && CreationDate && (!newest || CreationDate > newest)) newest = CreationDate;
    }
  }
  return { since, newest };
}

/** How many reports are read at most in search of a green one. */
const REPORTS_READ = 20;

/** When a drill of a database last ended green; undefined when none of the newest reports is. */
export async function lastProof(
  client: S3Client,
  bucket: string,
  database: string,
): Promise<Date | undefined> {
  const reports: { readonly key: string; readonly at: Date }[] = [];
  const place = { Bucket: bucket, Prefix: reportPrefix(database) };
  for await (const page of paginateListObjectsV2({ client }, place)) {
    for (const { Key, LastModified } of page.Contents ?? []) {
      if (Key && LastModified) reports.push({ key: Key, at: LastModified });
    }
  }
  reports.sort((a, b) => b.at.getTime() - a.at.getTime());
  for (const { key, at } of reports.slice(0, REPORTS_READ)) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (isGreenDrill((await Body?.transformToString()) ?? '')) return at;
  }
  return undefined;
}

/** Whether a signed report says that a drill kept everything. */
export function isGreenDrill(signed: string): boolean {
  try {
    const { report }: { report?: string } = JSON.parse(signed);
    const told: { ok?: boolean; mode?: string } = JSON.parse(report ?? '{}');
    return told.ok === true && told.mode === 'drill';
  } catch {
    return false; // What cannot be read proves nothing.
  }
}
