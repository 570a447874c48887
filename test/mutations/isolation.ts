import type { MutableAssembly, MutableResource } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const NODE = 'sovereign-node';

function heron(assembly: MutableAssembly): MutableResource {
  return assembly.one('AWS::RDS::DBCluster', { tenant: 'heron' });
}

/** The first function of a stack that is inside the network. */
function serviceOf(assembly: MutableAssembly, stack: string): MutableResource {
  const found = assembly
    .find('AWS::Lambda::Function')
    .find(
      each =>
        each.template === `${stack}.template.json` && each.get(['Properties', 'VpcConfig']) !== undefined,
    );
  if (!found) throw new Error(`no function in ${stack}`);
  return found;
}

export const mutations: readonly Mutation[] = [
  {
    name: "something of a neighbour is in the tenant's stack",
    agreement: NODE,
    breaks: ['isolation/own-stack'],
    mutate: assembly => {
      serviceOf(assembly, 'sovereign-tenant-heron').set(['Metadata', 'covenant'], { tenant: 'osprey' });
    },
  },
  {
    name: "storage is encrypted with somebody else's key",
    agreement: NODE,
    breaks: ['databases/encrypted', 'isolation/own-key'],
    mutate: assembly =>
      heron(assembly).set(['Properties', 'KmsKeyId'], {
        'Fn::ImportValue': 'sovereign-tenant-osprey:DatabaseKeyArn',
      }),
  },
  {
    name: 'credentials are encrypted with the key of the account',
    agreement: NODE,
    breaks: ['isolation/own-key'],
    mutate: assembly => heron(assembly).set(['Properties', 'MasterUserSecret', 'KmsKeyId'], undefined),
  },
  {
    name: "a neighbour's backups go into the tenant's vault",
    agreement: NODE,
    breaks: ['backups/vault', 'isolation/own-vault'],
    mutate: assembly =>
      assembly
        .one('AWS::Backup::BackupPlan', { tenant: 'osprey' })
        .set(
          ['Properties', 'BackupPlan', 'BackupPlanRule', 0, 'TargetBackupVault'],
          'sovereign-tenant-heron',
        ),
  },
  {
    name: "a neighbour's function reaches the tenant's database",
    agreement: NODE,
    breaks: ['isolation/own-compute'],
    mutate: assembly =>
      serviceOf(assembly, 'sovereign-tenant-osprey').set(
        ['Properties', 'Environment', 'Variables', 'DATABASE_HOST'],
        { 'Fn::ImportValue': 'sovereign-tenant-heron:DatabaseHost' },
      ),
  },
  {
    name: 'the function shares its security group',
    agreement: NODE,
    breaks: ['isolation/own-compute'],
    mutate: assembly =>
      serviceOf(assembly, 'sovereign-tenant-heron').set(
        ['Properties', 'VpcConfig', 'SecurityGroupIds'],
        [{ 'Fn::ImportValue': 'sovereign-service:Group' }],
      ),
  },
];
