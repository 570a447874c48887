/** The namespace of the metrics in which the collector says how measuring goes. */
export const MEASURING_NAMESPACE = 'Covenant/Measurement';

/** Of the series with the most, the seconds that must be known by now and are not. */
export const HOLE_SECONDS = 'HoleSeconds';

/** 1 for each collection that came to its end. */
export const COLLECTED = 'Collected';

/** The table with what was seen of each component. */
export function historyTableName(environment: string): string {
  return `${environment}-history`;
}

/** The function that collects. */
export function collectorName(environment: string): string {
  return `${environment}-availability-collect`;
}

/** The function that writes down outages that may not count. */
export function excludeFunctionName(environment: string): string {
  return `${environment}-availability-exclude`;
}

/** Under this name, beside the series, the table holds the exclusions that were decided. */
export const EXCLUSIONS = 'exclusions';
