import type { Fault } from './faults/fault.ts';
import type { CallStep, Promised } from './plan.ts';

export interface DrillOptions {
  readonly promised: Promised;
  readonly call: CallStep;
  /** A time to restore to, instead of the moment before the accident. */
  readonly to?: string | undefined;
  readonly from?: 'primary' | 'recovery-region' | undefined;
  readonly fault?: Fault | undefined;
  /** Leaves the data folder for a person to look at. @default false */
  readonly keep?: boolean | undefined;
  /** How many rows the database holds before anyone writes. @default 5000 */
  readonly rows?: number | undefined;
  /** Seconds of writing before the accident. @default 2 */
  readonly writeFor?: number | undefined;
  readonly tell?: ((phase: string, seconds: number | undefined) => void) | undefined;
}
