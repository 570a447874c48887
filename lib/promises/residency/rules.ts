import type { Environment } from '../environment.ts';
import type { Marks } from '../evidence.ts';
import type { Terms } from '../terms.ts';

/** The regions in which records may be: the chosen one, and those that were agreed in writing (NODE-9). */
export function agreedRegions(terms: Terms, environment: Pick<Environment, 'primary'>): readonly string[] {
  return [environment.primary.region, ...(terms.residency?.['agreed-copies']?.regions ?? [])];
}

/**
 * The kinds of resources that hold records. Health checks, alarms and their topics in us-east-1, where Route 53 keeps
 * its metrics (fact 20), hold none; neither do networks, keys and roles.
 */
export const RECORD_STORES: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupVault',
  'AWS::Backup::LogicallyAirGappedBackupVault',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::EFS::FileSystem',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::OpenSearchService::Domain',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::RDS::GlobalCluster',
  'AWS::S3::Bucket',
]);

/** What the status page is made of and what is on it: anybody may read it, and nothing in it is a customer's record. */
const PUBLIC_STORES: ReadonlySet<string> = new Set(['status-page', 'page-history', 'notices']);

/** Whether a store has nothing but what the public may read; it has to be away from the service (OPS-11, NODE-8). */
export function isPublic({ promise, role }: Marks): boolean {
  return promise === 'incidents' && role !== undefined && PUBLIC_STORES.has(role);
}

/** The condition of a vault's policy that singles out copies to other places than the listed ones. */
export const COPIES_NOT_TO = 'ForAnyValue:ArnNotLike';
