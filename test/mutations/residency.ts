import type { MutableAssembly, MutableResource } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const NODE = 'sovereign-node';
const RULE = ['Properties', 'BackupPlan', 'BackupPlanRule', 0] as const;

function vault(assembly: MutableAssembly): MutableResource {
  return assembly.one('AWS::Backup::BackupVault', { tenant: 'heron', role: 'vault' });
}

export const mutations: readonly Mutation[] = [
  {
    name: 'the vault is in another region',
    agreement: NODE,
    breaks: ['residency/stores'],
    mutate: assembly => {
      vault(assembly).region = 'us-east-1';
    },
  },
  {
    name: 'a bucket in another region',
    agreement: NODE,
    breaks: ['residency/stores'],
    mutate: assembly => {
      assembly.one('AWS::S3::Bucket').region = 'eu-west-1';
    },
  },
  {
    name: 'backups are copied to another region',
    agreement: NODE,
    breaks: ['residency/copies'],
    mutate: assembly => {
      const arn = 'arn:aws:backup:eu-west-1:111111111111:backup-vault:elsewhere';
      assembly
        .one('AWS::Backup::BackupPlan', { tenant: 'heron' })
        .set([...RULE, 'CopyActions'], [{ DestinationBackupVaultArn: arn }]);
    },
  },
  {
    name: 'the vault lets anybody copy to another region',
    agreement: NODE,
    breaks: ['residency/copies-refused'],
    mutate: assembly => {
      const statements = vault(assembly).get(['Properties', 'AccessPolicy', 'Statement']);
      const first = Array.isArray(statements) ? statements[0] : undefined;
      vault(assembly).set(['Properties', 'AccessPolicy', 'Statement'], [first ?? null]);
    },
  },
  {
    name: 'a bucket is replicated',
    agreement: NODE,
    breaks: ['residency/replication'],
    mutate: assembly =>
      assembly.one('AWS::S3::Bucket').set(['Properties', 'ReplicationConfiguration'], { Rules: [] }),
  },
];
