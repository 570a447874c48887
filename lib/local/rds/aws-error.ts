/** An answer of RDS that is an error, with the code and HTTP status of the service's own model. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const instanceNotFound = (id: string) =>
  new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
export const instanceExists = () => new AwsError('DBInstanceAlreadyExists', 'DB instance already exists');
export const snapshotNotFound = (id: string) =>
  new AwsError('DBSnapshotNotFound', `DBSnapshot ${id} not found.`, 404);
export const snapshotExists = (id: string) =>
  new AwsError(
    'DBSnapshotAlreadyExists',
    `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`,
  );
export const backupNotFound = (id: string) =>
  new AwsError('DBInstanceAutomatedBackupNotFound', `DBInstanceAutomatedBackup ${id} not found.`, 404);
export const wrongState = (message: string) => new AwsError('InvalidDBInstanceState', message);
export const snapshotNotReady = (id: string) =>
  new AwsError('InvalidDBSnapshotState', `The snapshot ${id} is not in available state.`);
export const invalidValue = (message: string) => new AwsError('InvalidParameterValue', message);
export const invalidCombination = (message: string) => new AwsError('InvalidParameterCombination', message);
export const missingParameter = (name: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);
export const keyNotAccessible = (key: string) =>
  new AwsError(
    'KMSKeyNotAccessibleFault',
    `The specified KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`,
  );
