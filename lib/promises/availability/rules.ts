/**
 * How uptime is measured, in one place for Lambdas, command line and pages. The steps, in their order: a month as it
 * really is (month), what was seen (history), what does not count (exclusions), the policies (policy, runs), one
 * month of one component (uptime), several together (components), a plan (plan), and what each word is worth
 * (sensitivity). docs/measuring.md defines every word.
 */
export { combine } from './components.ts';
export { type Exclusion, judgeExclusions } from './exclusions.ts';
export { closedAt, type History, type Observed, within } from './history.ts';
export { instantOf, isoOf, type Month, monthAt, monthOf, monthsIn } from './month.ts';
export { type Measuring, measurePlanMonth, measuringOf, type PlanMonth } from './plan.ts';
export { PLAIN, type Policy, policyOf } from './policy.ts';
export { chooseSeries } from './series.ts';
export { type Measurement, measureMonth, percentText } from './uptime.ts';
