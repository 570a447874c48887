import type { StepName } from '../../promises/recovery/machine.ts';
import type { DrillReport } from '../../promises/recovery/report.ts';
import type { RestoreRequest, RestoreState } from '../../promises/recovery/state.ts';

/** What an agreement promises about recovery, in seconds and days; null where it promises nothing. */
export interface Promised {
  readonly agreement: string;
  readonly version: number;
  readonly recoveryTime: number | null;
  readonly recoveryPoint: number | null;
  readonly failover: number | null;
  readonly keepDays: number;
}

/** Calls the Lambda of a step, wherever its code comes from. */
export type CallStep = (step: StepName, state: RestoreState) => Promise<RestoreState>;

export interface DrillResult {
  readonly report: DrillReport;
  readonly request: RestoreRequest | undefined;
  /** Where the data was left, with `keep`. */
  readonly kept: string | undefined;
}
