import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import type { Reader } from './reader.ts';
import { unlessGone } from './reader.ts';

export const dbInstance: Reader = async ({ clients, physicalId }) => {
  const asked = clients.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: physicalId }));
  const found = (await unlessGone(asked))?.DBInstances?.[0];
  if (!found) return undefined;
  return {
    DBInstanceClass: found.DBInstanceClass,
    MultiAZ: found.MultiAZ,
    BackupRetentionPeriod: found.BackupRetentionPeriod,
    StorageEncrypted: found.StorageEncrypted,
    DeletionProtection: found.DeletionProtection,
    PubliclyAccessible: found.PubliclyAccessible,
    AllocatedStorage: found.AllocatedStorage,
  };
};

export const dbCluster: Reader = async ({ clients, physicalId }) => {
  const asked = clients.rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: physicalId }));
  const found = (await unlessGone(asked))?.DBClusters?.[0];
  if (!found) return undefined;
  return {
    BackupRetentionPeriod: found.BackupRetentionPeriod,
    StorageEncrypted: found.StorageEncrypted,
    DeletionProtection: found.DeletionProtection,
  };
};
