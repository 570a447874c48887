/** What RDS tells of a database, as far as a restore test compares it. */
export interface TestedDatabase {
  readonly status: string;
  readonly encrypted: boolean;
  readonly publiclyAccessible: boolean;
  readonly engineVersion: string;
  /** In GiB. */
  readonly storage: number;
}

export interface ValidationResult {
  readonly status: 'SUCCESSFUL' | 'FAILED';
  readonly says: string;
}

/**
 * Judges what AWS Backup restored. It has no password that anyone knows, so this looks at the database from outside;
 * drills look inside.
 */
export function judgeRestoreTest(
  restored: TestedDatabase | undefined,
  source: TestedDatabase | undefined,
): ValidationResult {
  if (!restored) return failed('RDS does not know the restored database');
  const wrong = [
    ...(restored.status === 'available' ? [] : [`it is ${restored.status}`]),
    ...(restored.encrypted ? [] : ['it is not encrypted']),
    ...(restored.publiclyAccessible ? ['it is open to the internet'] : []),
    ...(source ? differences(restored, source) : []),
  ];
  if (wrong.length > 0) return failed(wrong.join('; '));
  return { status: 'SUCCESSFUL', says: 'available, encrypted, private, and as large as its source' };
}

function differences(restored: TestedDatabase, source: TestedDatabase): readonly string[] {
  const older = restored.engineVersion.split('.')[0] !== source.engineVersion.split('.')[0];
  return [
    ...(older ? [`it runs ${restored.engineVersion} and its source ${source.engineVersion}`] : []),
    ...(restored.storage < source.storage
      ? [`it has ${restored.storage} GiB and its source ${source.storage} GiB`]
      : []),
  ];
}

function failed(says: string): ValidationResult {
  return { status: 'FAILED', says };
}
