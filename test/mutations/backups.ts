import type { Marks } from '../../lib/promises/evidence.ts';
import { seenDrill } from '../audit/drill.data.ts';
import type { MutableAssembly, MutableResource } from './mutable.ts';
import type { Mutation } from './mutation.ts';

const OPS = 'predictive-database-operations';
const NODE = 'sovereign-node';

const RULE = ['Properties', 'BackupPlan', 'BackupPlanRule', 0] as const;
const PRODUCTION = { plan: 'production' } as const;

function plan(assembly: MutableAssembly): MutableResource {
  return assembly.one('AWS::Backup::BackupPlan', PRODUCTION);
}

function vault(assembly: MutableAssembly, role = 'vault'): MutableResource {
  return assembly.one('AWS::Backup::BackupVault', { ...PRODUCTION, role });
}

function heron(assembly: MutableAssembly): MutableResource {
  return assembly.one('AWS::RDS::DBCluster', { tenant: 'heron' });
}

/** The alarm on one figure of a database; `one` finds by marks alone. */
function alarmWhere(assembly: MutableAssembly, marks: Marks, metric: string): MutableResource {
  const found: MutableResource[] = [];
  assembly.each('AWS::CloudWatch::Alarm', marks, alarm => {
    if (alarm.get(['Properties', 'MetricName']) === metric) found.push(alarm);
  });
  const [alarm] = found;
  if (!alarm || found.length > 1) throw new Error(`${found.length} alarms on ${metric}`);
  return alarm;
}

function alarmOn(assembly: MutableAssembly, tenant: string, metric: string): MutableResource {
  return alarmWhere(assembly, { tenant, promise: 'backups' }, metric);
}

function backupAlarm(assembly: MutableAssembly, metric: string): MutableResource {
  return alarmWhere(assembly, { ...PRODUCTION, promise: 'backups' }, metric);
}

export const mutations: readonly Mutation[] = [
  {
    name: 'the last drill is longer ago than promised',
    agreement: NODE,
    breaks: ['backups/proven-lately'],
    mutate: assembly => assembly.drilled(seenDrill({ about: { endedAt: '2026-10-22T11:00:00.000Z' } })),
  },
  {
    name: 'the report of the drill is from tomorrow',
    agreement: NODE,
    breaks: ['backups/proven-lately'],
    mutate: assembly => assembly.drilled(seenDrill({ about: { endedAt: '2026-11-23T11:00:00.000Z' } })),
  },
  {
    name: 'the drill took longer than promised, whatever its own report takes for promised',
    agreement: NODE,
    breaks: ['backups/proven-recovery-time'],
    mutate: assembly => assembly.drilled(seenDrill({ rto: { promised: 9000, measured: 7201 } })),
  },
  {
    name: 'the drill never had a correct answer',
    agreement: NODE,
    breaks: ['backups/proven-recovery-time'],
    mutate: assembly => assembly.drilled(seenDrill({ rto: { promised: 7200, measured: null } })),
  },
  {
    name: 'the drill lost more than promised',
    agreement: NODE,
    breaks: ['backups/proven-recovery-point'],
    mutate: assembly => assembly.drilled(seenDrill({ rpo: { promised: 300, measured: 300.5 } })),
  },
  {
    name: 'the drill found rows missing',
    agreement: NODE,
    breaks: ['backups/proven-restore'],
    mutate: assembly =>
      assembly.drilled(
        seenDrill({ rows: { expected: 5000, restored: 4990, missing: 10, extra: 0, changed: 0 } }),
      ),
  },
  {
    name: 'a step of the drill crashed',
    agreement: NODE,
    breaks: ['backups/proven-restore'],
    mutate: assembly => assembly.drilled(seenDrill({ reasons: ['crash: restore: the run was killed'] })),
  },
  {
    name: 'a drill from the recovery region lost a setting',
    agreement: 'predictive-database-operations',
    breaks: ['backups/proven-away', 'backups/proven-restore'],
    mutate: assembly =>
      assembly.drilled(
        seenDrill({
          about: { agreement: 'predictive-database-operations', from: 'recovery-region' },
          parity: [{ setting: 'multiAz', source: 'true', restored: 'false', same: false }],
        }),
      ),
  },
  {
    name: 'weekly instead of daily',
    agreement: OPS,
    breaks: ['backups/frequency'],
    mutate: assembly => plan(assembly).set([...RULE, 'ScheduleExpression'], 'cron(0 5 ? * SUN *)'),
  },
  {
    name: 'a schedule that cannot be judged',
    agreement: OPS,
    breaks: ['backups/frequency'],
    mutate: assembly => plan(assembly).set([...RULE, 'ScheduleExpression'], 'cron(0 5 31 * ? *)'),
  },
  {
    name: 'retention 6 instead of 7, which the lock refuses too',
    agreement: OPS,
    breaks: ['backups/retention', 'backups/lock-range'],
    mutate: assembly => plan(assembly).set([...RULE, 'Lifecycle', 'DeleteAfterDays'], 6),
  },
  {
    name: 'retention 13 instead of 14',
    agreement: NODE,
    breaks: ['backups/retention'],
    mutate: assembly =>
      assembly
        .one('AWS::Backup::BackupPlan', { tenant: 'heron' })
        .set([...RULE, 'Lifecycle', 'DeleteAfterDays'], 13),
  },
  {
    name: "the selection names another plan's database",
    agreement: OPS,
    breaks: ['backups/selection-covers-database'],
    mutate: assembly => {
      const other = assembly.one('AWS::RDS::DBInstance', { plan: 'sandbox' });
      assembly
        .one('AWS::Backup::BackupSelection', PRODUCTION)
        .set(
          ['Properties', 'BackupSelection', 'Resources'],
          [{ 'Fn::GetAtt': [other.logicalId, 'DBInstanceArn'] }],
        );
    },
  },
  {
    name: 'the selection is gone',
    agreement: OPS,
    breaks: ['backups/selection-covers-database'],
    mutate: assembly => assembly.one('AWS::Backup::BackupSelection', PRODUCTION).remove(),
  },
  {
    name: 'backups go into the default vault',
    agreement: OPS,
    breaks: ['backups/vault'],
    mutate: assembly => plan(assembly).set([...RULE, 'TargetBackupVault'], 'Default'),
  },
  {
    name: 'the vault has the key of the account',
    agreement: OPS,
    breaks: ['backups/vault'],
    mutate: assembly => vault(assembly).set(['Properties', 'EncryptionKeyArn'], undefined),
  },
  {
    name: 'anybody may delete backups',
    agreement: OPS,
    breaks: ['backups/no-early-deletion'],
    mutate: assembly => vault(assembly).set(['Properties', 'AccessPolicy'], undefined),
  },
  {
    name: 'nobody is told of failed backups',
    agreement: OPS,
    breaks: ['backups/failure-told'],
    mutate: assembly =>
      assembly.each('AWS::Events::Rule', { role: 'failure-event' }, rule =>
        rule.set(['Properties', 'Targets'], []),
      ),
  },
  {
    name: 'copy jobs are not reported',
    agreement: OPS,
    breaks: ['backups/reported'],
    mutate: assembly =>
      assembly.each('AWS::Backup::ReportPlan', {}, report => {
        if (report.get(['Properties', 'ReportSetting', 'ReportTemplate']) === 'COPY_JOB_REPORT')
          report.remove();
      }),
  },
  {
    name: 'the copy action is gone',
    agreement: OPS,
    breaks: ['backups/copy', 'backups/copy-retention'],
    mutate: assembly => plan(assembly).set([...RULE, 'CopyActions'], undefined),
  },
  {
    name: 'copies go to the same region',
    agreement: OPS,
    breaks: ['backups/copy'],
    mutate: assembly => {
      const arn = 'arn:aws:backup:eu-central-1:111111111111:backup-vault:production-production-recovery';
      plan(assembly).set([...RULE, 'CopyActions', 0, 'DestinationBackupVaultArn'], arn);
    },
  },
  {
    name: 'a copy is kept for 6 days instead of 7',
    agreement: OPS,
    breaks: ['backups/copy-retention', 'backups/lock-range'],
    mutate: assembly => plan(assembly).set([...RULE, 'CopyActions', 0, 'Lifecycle', 'DeleteAfterDays'], 6),
  },
  {
    name: 'the recovery vault is in the primary region',
    agreement: OPS,
    breaks: ['backups/recovery-vault'],
    mutate: assembly => {
      vault(assembly, 'recovery-vault').region = 'eu-central-1';
    },
  },
  {
    name: 'the recovery vault is deleted with its stack',
    agreement: OPS,
    breaks: ['backups/copy-outlives'],
    mutate: assembly => vault(assembly, 'recovery-vault').set(['DeletionPolicy'], 'Delete'),
  },
  {
    name: 'the lock lets backups be deleted a day early',
    agreement: OPS,
    breaks: ['backups/lock-range'],
    mutate: assembly => vault(assembly).set(['Properties', 'LockConfiguration', 'MinRetentionDays'], 6),
  },
  {
    name: 'the recovery vault is not locked',
    agreement: OPS,
    breaks: ['backups/lock-range'],
    mutate: assembly => vault(assembly, 'recovery-vault').set(['Properties', 'LockConfiguration'], undefined),
  },
  {
    name: 'a governance lock becomes irrevocable',
    agreement: OPS,
    breaks: ['backups/lock-mode'],
    mutate: assembly => vault(assembly).set(['Properties', 'LockConfiguration', 'ChangeableForDays'], 3),
  },
  {
    name: 'any second of 13 days instead of 14',
    agreement: NODE,
    breaks: ['backups/pitr-retention'],
    mutate: assembly => heron(assembly).set(['Properties', 'BackupRetentionPeriod'], 13),
  },
  {
    name: 'automated backups are off',
    agreement: NODE,
    breaks: ['backups/pitr-retention', 'backups/recovery-point'],
    mutate: assembly => heron(assembly).set(['Properties', 'BackupRetentionPeriod'], 0),
  },
  {
    name: 'AWS Backup takes continuous backups as well',
    agreement: NODE,
    breaks: ['backups/single-pitr-owner'],
    mutate: assembly =>
      assembly
        .one('AWS::Backup::BackupPlan', { tenant: 'heron' })
        .set([...RULE, 'EnableContinuousBackup'], true),
  },
  {
    name: 'automated backups leave the region though the agreement says that they do not',
    agreement: NODE,
    breaks: ['backups/pitr-away', 'residency/replication'],
    mutate: assembly => heron(assembly).set(['Properties', 'AutomaticBackupReplicationRegion'], 'eu-west-1'),
  },
  {
    name: 'restores are tried once a month, which may have 31 days',
    agreement: NODE,
    breaks: ['backups/tested'],
    mutate: assembly =>
      assembly
        .one('AWS::Backup::RestoreTestingPlan', { tenant: 'heron' })
        .set(['Properties', 'ScheduleExpression'], 'cron(0 5 1 * ? *)'),
  },
  {
    name: "the restore test tries a neighbour's vault",
    agreement: NODE,
    breaks: ['backups/tested'],
    mutate: assembly => {
      const arn = 'arn:aws:backup:eu-central-1:111111111111:backup-vault:sovereign-tenant-osprey';
      assembly
        .one('AWS::Backup::RestoreTestingPlan', { tenant: 'heron' })
        .set(['Properties', 'RecoveryPointSelection', 'IncludeVaults'], [arn]);
    },
  },
  {
    name: 'the restored database is gone before it can be validated',
    agreement: NODE,
    breaks: ['backups/test-covers-database'],
    mutate: assembly =>
      assembly
        .one('AWS::Backup::RestoreTestingSelection', { tenant: 'heron' })
        .set(['Properties', 'ValidationWindowHours'], 1),
  },
  {
    name: 'the restore test relies on the default network',
    agreement: NODE,
    breaks: ['backups/test-network'],
    mutate: assembly =>
      assembly
        .one('AWS::Backup::RestoreTestingSelection', { tenant: 'heron' })
        .set(['Properties', 'RestoreMetadataOverrides'], undefined),
  },
  {
    name: 'drills stop',
    agreement: NODE,
    breaks: ['backups/drilled-in-time'],
    mutate: assembly =>
      assembly
        .one('AWS::Scheduler::Schedule', { tenant: 'heron', role: 'drill-schedule' })
        .set(['Properties', 'State'], 'DISABLED'),
  },
  {
    name: "the drill restores a neighbour's database",
    agreement: NODE,
    breaks: ['backups/drilled-in-time'],
    mutate: assembly =>
      assembly
        .one('AWS::Scheduler::Schedule', { tenant: 'heron', role: 'drill-schedule' })
        .set(['Properties', 'Target', 'Input'], '{"database":"sovereign-tenant-osprey","mode":"drill"}'),
  },
  {
    name: 'drills once a month, which may have 31 days',
    agreement: NODE,
    breaks: ['backups/drilled-in-time'],
    mutate: assembly =>
      assembly
        .one('AWS::Scheduler::Schedule', { tenant: 'heron', role: 'drill-schedule' })
        .set(['Properties', 'ScheduleExpression'], 'cron(0 5 1 * ? *)'),
  },
  {
    name: 'a restore that dies tells nobody',
    agreement: NODE,
    breaks: ['backups/restores-told'],
    mutate: assembly =>
      assembly.each('AWS::CloudWatch::Alarm', { promise: 'backups', role: 'executionstimedout' }, alarm =>
        alarm.set(['Properties', 'AlarmActions'], []),
      ),
  },
  {
    name: 'a drill that could not be started tells nobody',
    agreement: NODE,
    breaks: ['backups/restores-told'],
    mutate: assembly =>
      assembly.each('AWS::CloudWatch::Alarm', { promise: 'backups', role: 'undelivered-0' }, alarm =>
        alarm.set(['Properties', 'ActionsEnabled'], false),
      ),
  },
  {
    name: 'markers stop',
    agreement: NODE,
    breaks: ['backups/loss-marked'],
    mutate: assembly =>
      assembly
        .one('AWS::Scheduler::Schedule', { tenant: 'heron', role: 'mark-schedule' })
        .set(['Properties', 'State'], 'DISABLED'),
  },
  {
    name: 'markers come no more often than a restore may lose',
    agreement: NODE,
    breaks: ['backups/loss-marked'],
    mutate: assembly =>
      assembly
        .one('AWS::Scheduler::Schedule', { tenant: 'heron', role: 'mark-schedule' })
        .set(['Properties', 'ScheduleExpression'], 'rate(5 minutes)'),
  },
  {
    name: "the marker of a neighbour's database is called",
    agreement: NODE,
    breaks: ['backups/loss-marked'],
    mutate: assembly =>
      assembly
        .one('AWS::Scheduler::Schedule', { tenant: 'heron', role: 'mark-schedule' })
        .set(
          ['Properties', 'Target', 'Arn'],
          'arn:aws:lambda:eu-central-1:1:function:sovereign-tenant-osprey-drill-mark',
        ),
  },
  {
    name: 'the recovery region cannot restore',
    agreement: OPS,
    breaks: ['backups/restorable-away'],
    mutate: assembly =>
      assembly.each('AWS::StepFunctions::StateMachine', { role: 'recovery-machine' }, machine =>
        machine.set(['Properties', 'StateMachineName'], 'another'),
      ),
  },
  {
    name: 'the machine of the recovery region knows none of the databases',
    agreement: OPS,
    breaks: ['backups/restorable-away'],
    mutate: assembly =>
      assembly.each('AWS::StepFunctions::StateMachine', { role: 'recovery-machine' }, machine =>
        machine.set(['Properties', 'DefinitionString'], '{"place":"recovery-region","databases":{}}'),
      ),
  },
  {
    name: 'a drill may take a second longer than promised',
    agreement: NODE,
    breaks: ['backups/drill-alarmed'],
    mutate: assembly => alarmOn(assembly, 'heron', 'RecoveryTime').set(['Properties', 'Threshold'], 7201),
  },
  {
    name: 'nobody is told of a red drill',
    agreement: NODE,
    breaks: ['backups/drill-alarmed'],
    mutate: assembly => alarmOn(assembly, 'heron', 'DrillOk').set(['Properties', 'AlarmActions'], []),
  },
  {
    name: 'a drill that never happens is taken for a good one',
    agreement: NODE,
    breaks: ['backups/drill-alarmed'],
    mutate: assembly =>
      alarmOn(assembly, 'heron', 'ProvenRestoreAge').set(['Properties', 'TreatMissingData'], 'notBreaching'),
  },
  {
    name: 'the newest backup may be a week old',
    agreement: OPS,
    breaks: ['backups/freshness-alarmed'],
    mutate: assembly => backupAlarm(assembly, 'BackupAge').set(['Properties', 'Threshold'], 604_800),
  },
  {
    name: 'the alarm on copies is gone',
    agreement: OPS,
    breaks: ['backups/copy-freshness-alarmed'],
    mutate: assembly => backupAlarm(assembly, 'CopyAge').remove(),
  },
  {
    name: 'nobody measures how old backups are',
    agreement: OPS,
    breaks: ['backups/freshness-alarmed', 'backups/copy-freshness-alarmed'],
    mutate: assembly =>
      assembly
        .one('AWS::Scheduler::Schedule', { role: 'freshness-schedule' })
        .set(['Properties', 'State'], 'DISABLED'),
  },
  {
    name: 'restore tests are validated when they begin',
    agreement: NODE,
    breaks: ['backups/restore-validated'],
    mutate: assembly =>
      assembly
        .one('AWS::Events::Rule', { role: 'restore-test-event' })
        .set(['Properties', 'EventPattern', 'detail', 'status'], ['RUNNING']),
  },
];
