/** When a measured value means down. */
export interface DownRule {
  /** Down below this; the default fits health checks and probes, which give 1 when healthy and 0 when not. */
  readonly below: number;
  /** Down above this, for counts of errors; replaces `below`. */
  readonly above?: number | undefined;
}

export const HEALTH: DownRule = { below: 1 };

export function isUp(value: number, rule: DownRule): boolean {
  return rule.above === undefined ? value >= rule.below : value <= rule.above;
}

export function describeRule(rule: DownRule): string {
  return rule.above === undefined
    ? `a value below ${rule.below} is down`
    : `a value above ${rule.above} is down`;
}
