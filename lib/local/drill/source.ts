import pg from 'pg';
import { z } from 'zod';
import { until } from '../postgres/time.ts';
import type { Instance } from '../rds/instance.ts';
import { type LocalEnvironment, REGION } from './environment.ts';

export const SOURCE = 'shop-db';
export const DATABASE = 'shop';
export const KEY = `arn:aws:kms:${REGION}:000000000000:key/shop`;

/** Settings that all differ from RDS's defaults, so that any that a restore forgets shows. */
const PARAMETERS = {
  DBInstanceIdentifier: SOURCE,
  DBInstanceClass: 'db.m7g.large',
  Engine: 'postgres',
  MasterUsername: 'shop',
  ManageMasterUserPassword: 'true',
  DBName: DATABASE,
  AllocatedStorage: '100',
  MaxAllocatedStorage: '500',
  StorageType: 'gp3',
  StorageEncrypted: 'true',
  KmsKeyId: KEY,
  MultiAZ: 'true',
  DBSubnetGroupName: 'shop-isolated',
  'VpcSecurityGroupIds.member.1': 'sg-shop-database',
  'VpcSecurityGroupIds.member.2': 'sg-shop-audit',
  DBParameterGroupName: 'shop-forced-tls',
  OptionGroupName: 'shop-options',
  DeletionProtection: 'true',
  CopyTagsToSnapshot: 'true',
  EnableIAMDatabaseAuthentication: 'true',
  AutoMinorVersionUpgrade: 'false',
  PreferredBackupWindow: '01:00-01:30',
  PreferredMaintenanceWindow: 'sat:02:00-sat:02:30',
  'EnableCloudwatchLogsExports.member.1': 'postgresql',
  MonitoringInterval: '60',
  EnablePerformanceInsights: 'true',
  'Tags.member.1.Key': 'application',
  'Tags.member.1.Value': 'shop',
};

/** Creates the database to drill. @param keepDays how far back the agreement lets it be restored */
export async function createSource(environment: LocalEnvironment, keepDays: number): Promise<Instance> {
  await environment.call('CreateDBInstance', { ...PARAMETERS, BackupRetentionPeriod: String(keepDays) });
  const instance = environment.rds.instance(REGION, SOURCE);
  await untilAvailable(instance);
  return instance;
}

export async function untilAvailable(instance: Instance): Promise<void> {
  const settled = () => {
    if (instance.status === 'failed') throw new Error(`${instance.id} could not be made`);
    return instance.status === 'available' || undefined;
  };
  await until(`${instance.id} being available`, settled, { seconds: 300, every: 20 });
}

const secretText = z.object({ username: z.string(), password: z.string() });

/** Connects through the endpoint, as an application does. */
export async function connect(
  instance: Instance,
  secret: string,
  options: pg.ClientConfig = {},
): Promise<pg.Client> {
  const { username: user, password } = secretText.parse(JSON.parse(secret));
  const { port } = instance.endpoint;
  const client = new pg.Client({ host: '127.0.0.1', port, database: DATABASE, user, password, ...options });
  client.on('error', () => {});
  await client.connect();
  return client;
}

export function secretOf(environment: LocalEnvironment, instance: Instance): string {
  return environment.rds.secrets.read(instance.secretArn ?? '') ?? '{}';
}
