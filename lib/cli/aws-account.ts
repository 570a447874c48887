import { CovenantError } from '../agreement/errors.ts';

/** The account cannot be asked: no credentials, no permission or no connection. */
export class UnreadableAccountError extends CovenantError {
  override readonly name = 'UnreadableAccountError';
}

/**
 * Asks the account for something.
 * @throws UnreadableAccountError in one line when it cannot be asked; our own errors pass.
 */
export async function askAccount<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof CovenantError) throw cause;
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message.split('\n')[0]}` : String(cause);
    throw new UnreadableAccountError(
      `the AWS account cannot be read (${reason}); set AWS_PROFILE or AWS_REGION and credentials that may read it`,
      { cause },
    );
  }
}
