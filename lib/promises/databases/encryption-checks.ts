import {
  type Assembly,
  type AuditCheck,
  compare,
  judge,
  missing,
  type Subject,
  type Verdict,
} from '../evidence.ts';
import { perDatabase, referent } from './found.ts';

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

export const atRest: AuditCheck = {
  rule: 'databases/encrypted',
  term: 'databases',
  says: 'Storage and backups are encrypted with a customer key that is rotated.',
  run: encrypted,
};

export const tls: AuditCheck = {
  rule: 'databases/tls',
  term: 'databases',
  says: 'The database refuses connections without TLS 1.2.',
  run: forcesTls,
};

export const keysAtRest: AuditCheck = {
  rule: 'databases/customer-keys-encrypted',
  term: 'access.keys-encrypted',
  says: "The database in which customers' keys are stored is encrypted.",
  run: encrypted,
};

export const transport: AuditCheck = {
  rule: 'databases/transport',
  term: 'access.transport',
  says: 'Records travel encrypted between the service and its database, too.',
  run: forcesTls,
};
