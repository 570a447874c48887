import { Temporal } from 'temporal-polyfill';
import type { Period } from '../../agreement/units/index.ts';

/** A day so many calendar months and days later; 31 August + 6 months is 28 (or 29) February. @throws RangeError */
export function later(date: string, { months, days }: Pick<Period, 'months' | 'days'>): string {
  return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).add({ days }).toString();
}

/**
 * The first day on which an old version may go: after the notice, and after it has run long enough beside the new
 * one (OPS-9).
 */
export function removableFrom(
  announced: string,
  released: string,
  terms: { readonly 'removal-notice': Period; readonly parallel: Period },
): string {
  const noticed = later(announced, terms['removal-notice']);
  const paralleled = later(released, terms.parallel);
  return noticed > paralleled ? noticed : paralleled;
}
