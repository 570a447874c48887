import { solveCalendar, solveClock, solveDeprecation, solveQuota } from './clocks.ts';
import { solveCredit, solveInvoice } from './money.ts';
import { policyIn } from './policy-words.ts';
import { solveComponents, solveFiveMinute, solveUptime } from './uptime.ts';
import type { Values, Vector } from './vector.ts';

/** What the project's own rules give for a vector, under its policy or under the alternative of that name. */
export function solve(vector: Vector, expected: Values, alternative = ''): Values {
  const { input, policy } = vector;
  switch (vector.area) {
    case 'uptime':
      return solveUptime(input, policyIn(policy, alternative));
    case 'components':
      return solveComponents(input, policyIn(policy, alternative));
    case 'aws-5-minute':
      return solveFiveMinute(input);
    case 'credit':
      return solveCredit(input, alternative);
    case 'invoice':
      return solveInvoice(input);
    case 'clock':
      return solveClock(input, alternative);
    case 'calendar':
      return solveCalendar(input, expected);
    case 'quota':
      return solveQuota(input);
    case 'deprecation':
      return solveDeprecation(input);
    default:
      throw new RangeError(`${vector.id}: no rule for the area "${vector.area}"`);
  }
}
