/**
 * An exact fraction. Percentages and uptime are kept like this so that nothing is rounded before it is
 * compared: 99.8999999 % is below 99.9 %, whatever a display makes of it.
 */
export interface Fraction {
  readonly num: bigint;
  /** Always positive. */
  readonly den: bigint;
}

/** @throws RangeError when `den` is zero. */
export function fraction(num: bigint, den: bigint): Fraction {
  if (den === 0n) throw new RangeError('a fraction needs a denominator other than 0');
  return den < 0n ? { num: -num, den: -den } : { num, den };
}

/** Reads a plain decimal such as `99.95` exactly. @throws RangeError when it is not one. */
export function fractionOf(decimal: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim());
  if (!match) throw new RangeError(`"${decimal}" is not a plain decimal number`);
  const digits = match[3] ?? '';
  const num = BigInt(`${match[2]}${digits}`);
  return { num: match[1] === '-' ? -num : num, den: 10n ** BigInt(digits.length) };
}

/** Negative when `a < b`, zero when equal, positive when `a > b`; exact. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function multiplyFractions(a: Fraction, b: Fraction): Fraction {
  return { num: a.num * b.num, den: a.den * b.den };
}

/** The decimal text with `digits` places, cut off and never rounded, so that a shown uptime is never flattering. */
export function truncated(value: Fraction, digits: number): string {
  const negative = value.num < 0n;
  const scaled = ((negative ? -value.num : value.num) * 10n ** BigInt(digits)) / value.den;
  const text = scaled.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const sign = negative && scaled !== 0n ? '-' : '';
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`;
}
