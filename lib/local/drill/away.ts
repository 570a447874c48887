import type { DatabaseSettings } from '../../promises/recovery/settings.ts';
import type { Instance } from '../rds/instance.ts';
import { type LocalEnvironment, RECOVERY_REGION } from './environment.ts';

/** What a restore in the recovery region needs to be told, since it cannot ask the source. */
export interface Away {
  readonly backup: string;
  readonly settings: DatabaseSettings;
}

/** Replicates the continuous backup of the source to the recovery region. */
export async function replicateAway(environment: LocalEnvironment, source: Instance): Promise<Away> {
  const parameters = {
    SourceDBInstanceArn: source.arn,
    BackupRetentionPeriod: String(source.settings.backupRetentionPeriod),
    KmsKeyId: `arn:aws:kms:${RECOVERY_REGION}:000000000000:key/shop`,
  };
  await environment.call('StartDBInstanceAutomatedBackupsReplication', parameters, RECOVERY_REGION);
  const [backup = ''] = environment.rds.automatedBackups.keys();
  return { backup, settings: source.settings };
}
