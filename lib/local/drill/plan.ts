import type { StepName } from '../../promises/recovery/machine.ts';
import type { DrillReport } from '../../promises/recovery/report.ts';
import type { RestoreRequest, RestoreState } from '../../promises/recovery/state.ts';

/** What the agreement promises about recovery, in seconds and days. */
export interface Promised {
  readonly recoveryTime: number;
  readonly recoveryPoint: number;
  readonly failover: number | undefined;
  readonly keepDays: number;
}

/** Calls the Lambda of a step, wherever its code comes from. */
export type CallStep = (step: StepName, state: RestoreState) => Promise<RestoreState>;

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
