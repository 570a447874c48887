/** The base of every error that a user can cause. Its message is one line that names the place and the fix. */
export class CovenantError extends Error {
  override readonly name: string = 'CovenantError';
}

/** A file that cannot be read as what it should be: exit code 2. */
export class UnreadableInputError extends CovenantError {
  override readonly name = 'UnreadableInputError';
}

/** A command called with words that do not fit: exit code 2. */
export class UsageError extends CovenantError {
  override readonly name = 'UsageError';
}
