import { type AuditCheck, compare, isList, judge } from '../evidence.ts';
import { auroraInstances, perDatabase } from './found.ts';

export const isPrivate: AuditCheck = {
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

export const deletionProtection: AuditCheck = {
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

export const noSurprise: AuditCheck = {
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

export const credentials: AuditCheck = {
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
