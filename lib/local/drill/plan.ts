import type { StepName } from '../../promises/recovery/machine.ts';
import type { DrillReport } from '../../promises/recovery/report.ts';
import type { RestoreRequest, RestoreState } from '../../promises/recovery/state.ts';
import type { Fault } from './faults/fault.ts';

/** What the agreement promises about recovery, in seconds and days. */
export interface Promised {
  readonly recoveryTime: number;
  readonly recoveryPoint: number;
  readonly failover: number | undefined;
  readonly keepDays: number;
}

/** Calls the Lambda of a step, wherever its code comes from. */
export type CallStep = (step: StepName, state: RestoreState) => Promise<RestoreState>;

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

export interface FailoverResult {
  readonly promised: number | undefined;
  /** From the death of the primary to the first acknowledged write, in seconds. */
  readonly measured: number;
  readonly acknowledged: number;
  readonly lost: number;
}

export interface DrillResult {
  readonly report: DrillReport;
  readonly failover: FailoverResult | undefined;
  readonly request: RestoreRequest | undefined;
  /** Where the data was left, with `keep`. */
  readonly kept: string | undefined;
}
