import { DescribeDBClustersCommand, DescribeDBInstancesCommand, type RDSClient } from '@aws-sdk/client-rds';
import type { TestedDatabase } from '../../promises/backups/restore-validation.ts';
import { hasCode } from '../recovery/errors.ts';

/** The database of an ARN, as RDS tells it now; undefined when there is none. */
export async function testedDatabase(client: RDSClient, arn: string): Promise<TestedDatabase | undefined> {
  try {
    return arn.includes(':cluster:') ? await cluster(client, arn) : await instance(client, arn);
  } catch (error) {
    if (hasCode(error, 'DBInstanceNotFound') || hasCode(error, 'DBClusterNotFound')) return undefined;
    throw error;
  }
}

function nameIn(arn: string): string {
  return arn.split(':').at(-1) ?? '';
}

async function cluster(client: RDSClient, arn: string): Promise<TestedDatabase | undefined> {
  const command = new DescribeDBClustersCommand({ DBClusterIdentifier: nameIn(arn) });
  const found = (await client.send(command)).DBClusters?.[0];
  return (
    found && {
      status: found.Status ?? '',
      encrypted: found.StorageEncrypted ?? false,
      publiclyAccessible: found.PubliclyAccessible ?? false,
      engineVersion: found.EngineVersion ?? '',
      storage: found.AllocatedStorage ?? 0,
    }
  );
}

async function instance(client: RDSClient, arn: string): Promise<TestedDatabase | undefined> {
  const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: nameIn(arn) });
  const found = (await client.send(command)).DBInstances?.[0];
  return (
    found && {
      status: found.DBInstanceStatus ?? '',
      encrypted: found.StorageEncrypted ?? false,
      publiclyAccessible: found.PubliclyAccessible ?? false,
      engineVersion: found.EngineVersion ?? '',
      storage: found.AllocatedStorage ?? 0,
    }
  );
}
