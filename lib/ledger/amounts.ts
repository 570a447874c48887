import { type Currency, MINOR_DIGITS } from '../agreement/units/index.ts';

/** An amount in minor units, such as `250.00`. */
export function amountText(minor: bigint, code: Currency): string {
  const digits = MINOR_DIGITS[code];
  const negative = minor < 0n;
  const text = (negative ? -minor : minor).toString().padStart(digits + 1, '0');
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return negative ? `-${whole}` : whole;
}

/** An amount such as `250.00` back in minor units. */
export function minorOf(amount: string): bigint {
  return BigInt(amount.replace('.', ''));
}
