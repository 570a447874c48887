import { compareFractions, type Fraction } from '../agreement/units/index.ts';

/** What a value measures, exact, so that two of one kind can be ordered. */
export interface Measure {
  readonly kind: string;
  readonly amount: Fraction;
}

const DAYS_OF_MONTH = 30;
/** A business day counted in business hours; only used to order the two. */
const HOURS_OF_BUSINESS_DAY = 8;

/** The measure of a parsed unit or a number; undefined for a word. */
export function measureOf(value: unknown): Measure | undefined {
  if (typeof value === 'number') return { kind: 'number', amount: ofNumber(value) };
  if (!isRecord(value)) return undefined;
  if (typeof value.seconds === 'number') return { kind: 'duration', amount: ofNumber(value.seconds) };
  if (isFraction(value.fraction)) return { kind: 'percent', amount: value.fraction };
  if (typeof value.minor === 'bigint') return money(value.minor, value.currency);
  if (typeof value.perSecond === 'number') return { kind: 'rate', amount: ofNumber(value.perSecond) };
  if (typeof value.calls === 'number') {
    return { kind: `calls per ${value.window}`, amount: ofNumber(value.calls) };
  }
  if (typeof value.bytes === 'number') return { kind: 'size', amount: ofNumber(value.bytes) };
  return calendarOf(value);
}

function calendarOf(value: Readonly<Record<string, unknown>>): Measure | undefined {
  const { days, months, amount, unit } = value;
  if (typeof days === 'number' && typeof months === 'number') {
    return { kind: 'period', amount: ofNumber(days + months * DAYS_OF_MONTH) };
  }
  if (typeof amount !== 'number') return undefined;
  return {
    kind: 'business time',
    amount: ofNumber(unit === 'day' ? amount * HOURS_OF_BUSINESS_DAY : amount),
  };
}

function money(minor: bigint, currency: unknown): Measure {
  return { kind: `money in ${currency}`, amount: { num: minor, den: 1n } };
}

/** Decimal numbers such as 0.5/s have at most nine places here. */
function ofNumber(value: number): Fraction {
  return { num: BigInt(Math.round(value * 1e9)), den: 1_000_000_000n };
}

/** Negative, zero or positive as `a` is less, the same or more; undefined when they measure different things. */
export function compareMeasures(a: Measure, b: Measure): number | undefined {
  return a.kind === b.kind ? compareFractions(a.amount, b.amount) : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFraction(value: unknown): value is Fraction {
  return isRecord(value) && typeof value.num === 'bigint' && typeof value.den === 'bigint';
}

/** A parsed unit carries the text it was written as. */
export function isUnit(value: unknown): value is { readonly text: string } {
  return isRecord(value) && typeof value.text === 'string';
}

/** A value as the agreement writes it, or null when it is not stated. */
export function written(value: unknown): string | null {
  if (value === undefined) return null;
  if (isUnit(value)) return value.text;
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (isRecord(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{ ${entries.map(([key, item]) => `${key}: ${written(item)}`).join(', ')} }`;
  }
  return String(value);
}

/** Whether two values say the same, whatever way a unit is written: 24h is 1d. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  const [left, right] = [measureOf(a), measureOf(b)];
  if (left && right) return compareMeasures(left, right) === 0;
  return written(a) === written(b);
}
