import { z } from 'zod';
import { parsedBy } from './parsed.ts';

/** ISO 4217 codes an agreement may use, with their number of minor digits. */
export const MINOR_DIGITS = { USD: 2, EUR: 2, GBP: 2, CHF: 2, SEK: 2, JPY: 0 } as const;
export type Currency = keyof typeof MINOR_DIGITS;
export const CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF', 'SEK', 'JPY'] as const satisfies readonly Currency[];

export const currency = z.enum(CURRENCIES);

/** An amount in minor units (cents), exact. */
export interface Money {
  readonly text: string;
  readonly minor: bigint;
  readonly currency: Currency;
}

/** @throws RangeError when the text is not an amount and a currency, or has more digits than the currency. */
export function parseMoney(text: string): Money {
  const match = /^(\d+)(?:\.(\d+))? ([A-Z]{3})$/.exec(text);
  const code = CURRENCIES.find(name => name === match?.[3]);
  if (!match || !code) throw new RangeError(`"${text}" is not an amount such as 78.00 USD`);
  const digits = match[2] ?? '';
  if (digits.length > MINOR_DIGITS[code]) throw new RangeError(`"${text}" has more digits than ${code} has`);
  return { text, minor: BigInt(`${match[1]}${digits.padEnd(MINOR_DIGITS[code], '0')}`), currency: code };
}

export const money = z
  .templateLiteral([z.number(), ' ', currency], {
    error: 'write an amount with its currency, such as 78.00 USD',
  })
  .meta({ examples: ['78.00 USD'] })
  .transform(parsedBy(parseMoney));
