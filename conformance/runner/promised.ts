import { APIGatewayClient, GetUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import {
  BackupClient,
  DescribeBackupVaultCommand,
  GetBackupPlanCommand,
  ListTagsCommand,
} from '@aws-sdk/client-backup';

/** What to read back, the same for both SDKs. */
export interface Asked {
  readonly kind: 'usage-plan' | 'vault' | 'plan';
  readonly region: string;
  readonly id: string;
}

/** The promised values of one resource, `null` where it has none. Days, calls and calls per second. */
export type Values = Readonly<Record<string, unknown>>;

/** Reads one back through the AWS SDK for JavaScript. */
export function readBack({ kind, region, id }: Asked): Promise<Values> {
  switch (kind) {
    case 'usage-plan':
      return usagePlan(region, id);
    case 'vault':
      return vault(region, id);
    case 'plan':
      return plan(region, id);
  }
}

async function usagePlan(region: string, usagePlanId: string): Promise<Values> {
  const { throttle, quota } = await new APIGatewayClient({ region }).send(
    new GetUsagePlanCommand({ usagePlanId }),
  );
  return {
    rate: throttle?.rateLimit ?? null,
    burst: throttle?.burstLimit ?? null,
    quota: quota?.limit ?? null,
    period: quota?.period ?? null,
  };
}

async function vault(region: string, BackupVaultName: string): Promise<Values> {
  const client = new BackupClient({ region });
  const found = await client.send(new DescribeBackupVaultCommand({ BackupVaultName }));
  const { Tags } = await client.send(new ListTagsCommand({ ResourceArn: found.BackupVaultArn }));
  return {
    min: found.MinRetentionDays ?? null,
    max: found.MaxRetentionDays ?? null,
    plan: Tags?.['covenant:plan'] ?? null,
    tenant: Tags?.['covenant:tenant'] ?? null,
  };
}

async function plan(region: string, BackupPlanId: string): Promise<Values> {
  const { BackupPlan } = await new BackupClient({ region }).send(new GetBackupPlanCommand({ BackupPlanId }));
  const [rule] = BackupPlan?.Rules ?? [];
  return {
    keep: rule?.Lifecycle?.DeleteAfterDays ?? null,
    copies: (rule?.CopyActions ?? []).map(copy => ({
      keep: copy.Lifecycle?.DeleteAfterDays ?? null,
      to: copy.DestinationBackupVaultArn,
    })),
  };
}
