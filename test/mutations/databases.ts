import type { MutableAssembly, MutableResource } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const OPS = 'predictive-database-operations';
const NODE = 'sovereign-node';
const AGENT = 'alert-agent';

const INSTANCE = 'AWS::RDS::DBInstance';
const CLUSTER = 'AWS::RDS::DBCluster';

function production(assembly: MutableAssembly): MutableResource {
  return assembly.one(INSTANCE, { plan: 'production', role: 'database' });
}

function heron(assembly: MutableAssembly): MutableResource {
  return assembly.one(CLUSTER, { tenant: 'heron', role: 'database' });
}

/** The parameter group that a database names, in its own template. */
function parametersOf(assembly: MutableAssembly, database: MutableResource): MutableResource {
  const groups = assembly.find('AWS::RDS::DBParameterGroup');
  const named = JSON.stringify(database.get(['Properties', 'DBParameterGroupName']));
  const group = groups.find(
    each => each.template === database.template && named.includes(`"${each.logicalId}"`),
  );
  if (!group) throw new Error(`no parameter group ${named}`);
  return group;
}

export const mutations: readonly Mutation[] = [
  {
    name: 'Multi-AZ is off',
    agreement: OPS,
    breaks: ['databases/multi-az', 'databases/fails-over'],
    mutate: assembly => production(assembly).set(['Properties', 'MultiAZ'], false),
  },
  {
    name: 'the database is gone',
    agreement: NODE,
    breaks: [
      'databases/multi-az',
      'databases/zones',
      'databases/fails-over',
      'databases/fails-over-within',
      'databases/private',
      'databases/deletion-protection',
      'databases/no-unannounced-upgrade',
      'databases/managed-credentials',
      'databases/encrypted',
      'databases/tls',
      'backups/selection-covers-database',
      'backups/pitr-retention',
      'backups/pitr-away',
      'backups/recovery-point',
      'backups/test-covers-database',
      'isolation/own-compute',
      'isolation/own-database',
      'isolation/own-key',
      'isolation/own-stack',
      'isolation/own-vault',
      'residency/replication',
    ],
    mutate: assembly => heron(assembly).remove(),
  },
  {
    name: 'all subnets of the databases are in one zone',
    agreement: OPS,
    breaks: ['databases/zones'],
    mutate: assembly => {
      const group = assembly.one('AWS::RDS::DBSubnetGroup');
      const first = group.get(['Properties', 'SubnetIds', 0]);
      group.set(['Properties', 'SubnetIds'], [first ?? null]);
    },
  },
  {
    name: 'a cluster with one reader in place of two standbys',
    agreement: NODE,
    breaks: ['databases/multi-az', 'databases/fails-over', 'databases/fails-over-within'],
    mutate: assembly => heron(assembly).set(['Properties', 'DBClusterInstanceClass'], undefined),
  },
  {
    name: 'the database is on the internet',
    agreement: OPS,
    breaks: ['databases/private'],
    mutate: assembly => production(assembly).set(['Properties', 'PubliclyAccessible'], true),
  },
  {
    name: 'the default security group guards the database',
    agreement: NODE,
    breaks: ['databases/private'],
    mutate: assembly => heron(assembly).set(['Properties', 'VpcSecurityGroupIds'], undefined),
  },
  {
    name: 'deletion protection is off',
    agreement: OPS,
    breaks: ['databases/deletion-protection'],
    mutate: assembly => production(assembly).set(['Properties', 'DeletionProtection'], false),
  },
  {
    name: 'the database is deleted with its stack',
    agreement: OPS,
    breaks: ['databases/deletion-protection'],
    mutate: assembly => production(assembly).set(['DeletionPolicy'], 'Delete'),
  },
  {
    name: 'minor upgrades come unannounced',
    agreement: OPS,
    breaks: ['databases/no-unannounced-upgrade'],
    mutate: assembly => production(assembly).set(['Properties', 'AutoMinorVersionUpgrade'], true),
  },
  {
    name: 'a password is in the template',
    agreement: OPS,
    breaks: ['databases/managed-credentials'],
    mutate: assembly => production(assembly).set(['Properties', 'MasterUserPassword'], 'secret'),
  },
  {
    name: 'storage is not encrypted',
    agreement: OPS,
    breaks: ['databases/encrypted'],
    mutate: assembly => production(assembly).set(['Properties', 'StorageEncrypted'], false),
  },
  {
    name: 'the key is not rotated',
    agreement: OPS,
    breaks: ['databases/encrypted'],
    mutate: assembly =>
      assembly
        .one('AWS::KMS::Key', { plan: 'production', role: 'key' })
        .set(['Properties', 'EnableKeyRotation'], false),
  },
  {
    name: 'TLS is not forced',
    agreement: OPS,
    breaks: ['databases/tls'],
    mutate: assembly =>
      parametersOf(assembly, production(assembly)).set(['Properties', 'Parameters', 'rds.force_ssl'], '0'),
  },
  {
    name: "the database with customers' keys is not encrypted",
    agreement: AGENT,
    breaks: ['databases/customer-keys-encrypted'],
    mutate: assembly =>
      assembly.one(INSTANCE, { role: 'database' }).set(['Properties', 'StorageEncrypted'], false),
  },
  {
    name: 'TLS 1.0 reaches the database',
    agreement: AGENT,
    breaks: ['databases/transport'],
    mutate: assembly => {
      const database = assembly.one(INSTANCE, { role: 'database' });
      parametersOf(assembly, database).set(['Properties', 'Parameters', 'ssl_min_protocol_version'], 'TLSv1');
    },
  },
];
