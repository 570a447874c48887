import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  judge,
  missing,
  type Subject,
  type TemplateResource,
  type Verdict,
} from '../evidence.ts';
import { auroraInstances, type FoundPool, perDatabase, referent, topologyOf, topologyPath } from './found.ts';
import { proofChecks } from './proof-checks.ts';
import { TOPOLOGY_FACTS } from './rules.ts';

const multiAz: AuditCheck = {
  rule: 'databases/multi-az',
  term: 'databases.survives',
  says: 'The database has a copy in another availability zone that takes over.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, (database, found) => {
      const topology = topologyOf(database, found);
      const survives = topology !== undefined && TOPOLOGY_FACTS[topology].survivesZoneLoss;
      return [judge(database, topologyPath(database), 'a copy in another zone', survives)];
    }),
};

const subnets: AuditCheck = {
  rule: 'databases/zones',
  term: 'databases.survives',
  says: 'The subnets that the database may use lie in as many zones as it needs.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, (database, found) => {
      const topology = topologyOf(database, found);
      const needed = topology ? TOPOLOGY_FACTS[topology].zones : 2;
      return groupsOf(subject, assembly).map(group => {
        const path = ['Properties', 'SubnetIds'];
        const ids = group.properties.SubnetIds;
        return judge(
          group,
          path,
          `${needed} zones or more`,
          isList(ids) && zonesOf(assembly, group, ids.length) >= needed,
        );
      });
    }),
};

function groupsOf(subject: Subject, assembly: Assembly): readonly TemplateResource[] {
  return assembly.resources.filter(
    each => each.type === 'AWS::RDS::DBSubnetGroup' && each.region === subject.environment.primary.region,
  );
}

function zonesOf(assembly: Assembly, group: TemplateResource, count: number): number {
  const zones = Array.from({ length: count }, (_none, index) => {
    const subnet = referent(assembly, group, ['Properties', 'SubnetIds', index]);
    return JSON.stringify(subnet?.properties.AvailabilityZone ?? null);
  });
  return new Set(zones).size;
}

const failsOver: AuditCheck = {
  rule: 'databases/fails-over',
  term: 'failover.automatic',
  says: 'AWS promotes the other copy of the database by itself.',
  run: (subject, assembly) => {
    if (!subject.terms.failover?.automatic)
      return { status: 'not-applicable', reason: 'failover is by hand' };
    return perDatabase(subject, assembly, (database, found) => [
      failover(database, found, 'an automatic failover', () => true),
    ]);
  },
};

const failsOverWithin: AuditCheck = {
  rule: 'databases/fails-over-within',
  term: 'failover.within',
  says: 'The longest documented failover of this kind of database is within the promise (fact 17).',
  run: (subject, assembly) => {
    const within = subject.terms.failover?.within;
    if (!within) return { status: 'not-applicable', reason: 'no time is promised' };
    return perDatabase(subject, assembly, (database, found) => [
      failover(database, found, `a failover within ${within.text}`, takes => takes <= within.seconds),
    ]);
  },
};

function failover(
  database: TemplateResource,
  found: FoundPool,
  expected: string,
  holds: (seconds: number) => boolean,
): Evidence {
  const topology = topologyOf(database, found);
  const takes = topology && TOPOLOGY_FACTS[topology].failsOverWithin;
  return judge(database, topologyPath(database), expected, takes !== undefined && holds(takes));
}

const isPrivate: AuditCheck = {
  rule: 'databases/private',
  term: 'databases',
  says: 'The database is not on the internet, and names a security group of its own.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, (database, found) => {
      const hosts = database.properties.Engine === 'aurora-postgresql' ? auroraInstances(found) : [database];
      const groups = database.type === 'AWS::RDS::DBInstance' ? 'VPCSecurityGroups' : 'VpcSecurityGroupIds';
      const named = database.properties[groups];
      return [
        ...hosts.map(host => compare(host, ['Properties', 'PubliclyAccessible'], false)),
        judge(database, ['Properties', groups], 'a security group', isList(named) && named.length > 0),
      ];
    }),
};

const deletionProtection: AuditCheck = {
  rule: 'databases/deletion-protection',
  term: 'databases',
  says: 'In production neither a person nor a stack deletes the database.',
  run: (subject, assembly) => {
    if (subject.environment.stage === 'development') {
      return { status: 'not-applicable', reason: 'a development environment can be thrown away' };
    }
    return perDatabase(subject, assembly, database => [
      compare(database, ['Properties', 'DeletionProtection'], true),
      compare(database, ['DeletionPolicy'], 'Retain'),
      compare(database, ['UpdateReplacePolicy'], 'Retain'),
    ]);
  },
};

const noSurprise: AuditCheck = {
  rule: 'databases/no-unannounced-upgrade',
  term: 'databases',
  says: 'No upgrade restarts the database unannounced.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, (database, found) =>
      [database, ...auroraInstances(found)].map(each =>
        compare(each, ['Properties', 'AutoMinorVersionUpgrade'], false),
      ),
    ),
};

const credentials: AuditCheck = {
  rule: 'databases/managed-credentials',
  term: 'databases',
  says: 'RDS makes, keeps and rotates the password; none is in the template.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, database => [
      compare(database, ['Properties', 'ManageMasterUserPassword'], true),
      judge(
        database,
        ['Properties', 'MasterUserPassword'],
        'absent',
        database.properties.MasterUserPassword === undefined,
      ),
    ]),
};

function encrypted(subject: Subject, assembly: Assembly): Verdict {
  return perDatabase(subject, assembly, database => {
    const key = referent(assembly, database, ['Properties', 'KmsKeyId']);
    return [
      compare(database, ['Properties', 'StorageEncrypted'], true),
      key
        ? compare(key, ['Properties', 'EnableKeyRotation'], true)
        : judge(database, ['Properties', 'KmsKeyId'], 'a key of this stack', false),
    ];
  });
}

function forcesTls(subject: Subject, assembly: Assembly): Verdict {
  return perDatabase(subject, assembly, database => {
    const property =
      database.type === 'AWS::RDS::DBInstance' ? 'DBParameterGroupName' : 'DBClusterParameterGroupName';
    const group = referent(assembly, database, ['Properties', property]);
    if (!group) return [missing('a parameter group that forces TLS', 'AWS::RDS::DBParameterGroup')];
    return [
      compare(group, ['Properties', 'Parameters', 'rds.force_ssl'], '1'),
      compare(group, ['Properties', 'Parameters', 'ssl_min_protocol_version'], 'TLSv1.2'),
    ];
  });
}

const atRest: AuditCheck = {
  rule: 'databases/encrypted',
  term: 'databases',
  says: 'Storage and backups are encrypted with a customer key that is rotated.',
  run: encrypted,
};

const tls: AuditCheck = {
  rule: 'databases/tls',
  term: 'databases',
  says: 'The database refuses connections without TLS 1.2.',
  run: forcesTls,
};

const keysAtRest: AuditCheck = {
  rule: 'databases/customer-keys-encrypted',
  term: 'access.keys-encrypted',
  says: "The database in which customers' keys are stored is encrypted.",
  run: encrypted,
};

const transport: AuditCheck = {
  rule: 'databases/transport',
  term: 'access.transport',
  says: 'Records travel encrypted between the service and its database, too.',
  run: forcesTls,
};

export const checks: readonly AuditCheck[] = [
  multiAz,
  subnets,
  failsOver,
  failsOverWithin,
  isPrivate,
  deletionProtection,
  noSurprise,
  credentials,
  atRest,
  tls,
  keysAtRest,
  transport,
  ...proofChecks,
];
