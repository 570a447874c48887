import { CovenantError } from '../../agreement/errors.ts';

/** The local environment cannot run here; the message says what is missing and what to do. */
export class LocalEnvironmentError extends CovenantError {
  override readonly name = 'LocalEnvironmentError';
}

/** PostgreSQL ended by itself. `detail` holds its last FATAL and PANIC lines and what led to them. */
export class ClusterDiedError extends Error {
  override readonly name = 'ClusterDiedError';
  readonly detail: string;

  constructor(cluster: string, detail: string) {
    super(`PostgreSQL of ${cluster} ended: ${detail}`);
    this.detail = detail;
  }
}
