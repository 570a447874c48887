/** The bus on which whoever does the work puts its events, and the beginning of what belongs to it. */
export function stepsName(environment: string): string {
  return `${environment}-steps`;
}

/** The namespace of the metrics below. */
export const STEPS_NAMESPACE = 'Covenant/Steps';

/** The seconds that the promised share of a party's runs did not exceed; the alarm of a step is on it. */
export const PROMISED_SECONDS = 'PromisedSeconds';
export const WORST_SECONDS = 'WorstSeconds';
export const P95_SECONDS = 'P95Seconds';

/** 1 for each measuring that came to its end. */
export const STEPS_MEASURED = 'StepsMeasured';

/** What tells the metrics of one step for one party apart. */
export function stepDimensions(
  environment: string,
  party: string,
  step: string,
): Readonly<Record<'Environment' | 'Party' | 'Step', string>> {
  return { Environment: environment, Party: party, Step: step };
}
