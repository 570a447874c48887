import {
  type BackupRule,
  DescribeBackupVaultCommand,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  ListBackupSelectionsCommand,
} from '@aws-sdk/client-backup';
import { isList, isObject, type Json, type JsonObject } from '../promises/evidence.ts';
import { type Located, type Reader, textOf, unlessGone } from './reader.ts';

/** A lock that was taken off is `null`: the vault then keeps nobody from deleting early. */
export const backupVault: Reader = async ({ clients, physicalId }) => {
  const asked = clients.backup.send(new DescribeBackupVaultCommand({ BackupVaultName: physicalId }));
  const vault = await unlessGone(asked);
  if (!vault) return undefined;
  return { BackupVaultName: vault.BackupVaultName ?? null, LockConfiguration: lockOf(vault) };
};

interface Lock {
  readonly MinRetentionDays?: number | undefined;
  readonly MaxRetentionDays?: number | undefined;
}

function lockOf({ MinRetentionDays, MaxRetentionDays }: Lock): Json {
  if (MinRetentionDays === undefined && MaxRetentionDays === undefined) return null;
  return { MinRetentionDays: MinRetentionDays ?? null, MaxRetentionDays: MaxRetentionDays ?? null };
}

export const backupPlan: Reader = async ({ clients, physicalId }) => {
  const asked = clients.backup.send(new GetBackupPlanCommand({ BackupPlanId: physicalId }));
  const plan = (await unlessGone(asked))?.BackupPlan;
  if (!plan) return undefined;
  return { BackupPlan: { BackupPlanRule: (plan.Rules ?? []).map(ruleOf) } };
};

/** A rule under the names of the CloudFormation type. */
function ruleOf(rule: BackupRule): JsonObject {
  return {
    RuleName: rule.RuleName,
    ScheduleExpression: rule.ScheduleExpression ?? null,
    EnableContinuousBackup: rule.EnableContinuousBackup ?? undefined,
    Lifecycle: lifecycleOf(rule.Lifecycle),
    CopyActions: copiesOf(rule),
  };
}

function copiesOf({ CopyActions }: BackupRule): Json {
  if (!CopyActions || CopyActions.length === 0) return null;
  return CopyActions.map(copy => ({
    DestinationBackupVaultArn: copy.DestinationBackupVaultArn,
    Lifecycle: lifecycleOf(copy.Lifecycle),
  }));
}

function lifecycleOf(lifecycle: { readonly DeleteAfterDays?: number | undefined } | undefined): Json {
  return lifecycle ? { DeleteAfterDays: lifecycle.DeleteAfterDays ?? null } : null;
}

/** A selection has no id of its own in a stack that lacks it; it is then found by its name below its plan. */
export const backupSelection: Reader = async located => {
  const BackupPlanId = planOf(located);
  if (!BackupPlanId) return undefined;
  const { backup } = located.clients;
  const listed = await unlessGone(backup.send(new ListBackupSelectionsCommand({ BackupPlanId })));
  const name = nameOf(located);
  const found = listed?.BackupSelectionsList?.find(({ SelectionName }) => SelectionName === name);
  if (!found?.SelectionId) return undefined;
  const command = new GetBackupSelectionCommand({ BackupPlanId, SelectionId: found.SelectionId });
  const selection = (await unlessGone(backup.send(command)))?.BackupSelection;
  return selection && { BackupSelection: { Resources: selection.Resources ?? [] } };
};

function planOf({ resource, idOf }: Located): string | undefined {
  const plan = resource.properties.BackupPlanId;
  if (!isObject(plan)) return typeof plan === 'string' ? plan : undefined;
  const target = plan.Ref ?? plan['Fn::GetAtt'];
  const logicalId = isList(target) ? target[0] : target;
  return typeof logicalId === 'string' ? idOf(logicalId.split('.')[0] ?? '') : undefined;
}

function nameOf(located: Located): string | undefined {
  const selection = located.resource.properties.BackupSelection;
  const name = isObject(selection) ? selection.SelectionName : undefined;
  return typeof name === 'string' ? name : textOf(located, 'SelectionName');
}
