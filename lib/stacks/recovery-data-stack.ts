import type * as kms from 'aws-cdk-lib/aws-kms';
import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { BackupEvents } from '../constructs/backups/events.ts';
import { recoveryVaultFor } from '../constructs/backups/for-pool.ts';
import type { Agreement } from '../promises/agreement.ts';
import { recoveryKeyOutput } from '../promises/databases/names.ts';
import { type Pool, poolsOf } from '../promises/databases/pools.ts';
import type { Environment } from '../promises/environment.ts';
import { stackProps } from './place.ts';

export interface RecoveryDataStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
}

/**
 * `<environment>-recovery-data`: a vault and a key in the recovery region for each pool that is promised copies there.
 * It knows nothing of the primary region, so it can be deployed before it and outlives it.
 */
export class RecoveryDataStack extends Stack {
  /** What encrypts the copies of each pool, by its name. */
  readonly keys = new Map<string, kms.IKey>();

  constructor(scope: Construct, id: string, props: RecoveryDataStackProps) {
    const { agreement, environment } = props;
    super(
      scope,
      id,
      stackProps(environment, 'recovery', 'Copies of backups, away from the region of the databases'),
    );
    for (const pool of poolsOf(agreement, environment)) this.addVault(pool, environment);
    new BackupEvents(this, 'BackupEvents', {
      email: environment.alarms.email,
      keep: environment.stage === 'production',
    });
  }

  private addVault(pool: Pool, environment: Environment): void {
    const vault = recoveryVaultFor(this, pool, environment);
    if (!vault) return;
    this.keys.set(pool.name, vault.key);
    new CfnOutput(this, recoveryKeyOutput(pool), {
      value: vault.key.keyArn,
      description: `The key of the copies of ${pool.name}`,
    });
  }
}
