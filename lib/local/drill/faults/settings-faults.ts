import type { Fault, Scene } from './fault.ts';

/** Makes RDS lose a parameter of the restore call, as a caller that forgets it would. */
function forget(parameter: string): (scene: Scene) => void {
  return ({ environment }) => {
    environment.rds.interceptors.push(({ action, form }) => {
      if (action === 'RestoreDBInstanceToPointInTime') form.remove(parameter);
    });
  };
}

function lostSetting(name: string, says: string, parameter: string): Fault {
  return { name, says, reason: 'lost-setting', arm: forget(parameter) };
}

export const SETTINGS_FAULTS: readonly Fault[] = [
  lostSetting(
    'lost-security-group',
    'the restored database has the default security group',
    'VpcSecurityGroupIds',
  ),
  lostSetting(
    'lost-parameter-group',
    'the restored database has the default parameter group',
    'DBParameterGroupName',
  ),
  lostSetting('lost-multi-az', 'the restored database has no standby', 'MultiAZ'),
  lostSetting('lost-deletion-protection', 'anyone may delete the restored database', 'DeletionProtection'),
  lostSetting(
    'lost-backup-retention',
    'the restored database keeps backups for a day only',
    'BackupRetentionPeriod',
  ),
];
