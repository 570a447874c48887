import type { Held } from '../../lib/promises/subscription/charges.ts';
import { type Terms, terms } from '../../lib/promises/terms.ts';
import type { Random } from './random.ts';

/** The months that are closed; the last one comes after everything and settles what is still open. */
export const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04'];
export const LAST = '2026-05';

const termination = { notice: '1 day', 'billed-to': 'end-of-day' } as const;
const billed = (invoiced: 'monthly-in-arrears' | 'monthly-in-advance') => ({
  subscription: {
    clause: 'T-1',
    granularity: 'day',
    starts: 'day-after-sign-up',
    invoiced,
    termination,
  } as const,
});
const sized = {
  capacity: {
    clause: 'T-1',
    reserved: [],
    sizes: { small: { 'price-per-day': '10.01 EUR' } },
    discounts: [
      { for: 'pre-payment', discount: '7%' },
      { for: 'longer-term', 'term-at-least': '2 months', discount: '3%', 'if-ended-early': 'taken-back' },
    ],
    'discounts-combine': 'add',
  } as const,
};

/** A plan of each kind: by the month, by the year, by the day, once, and billed before and after the month. */
export const PLANS: Readonly<Record<string, Terms>> = {
  monthly: terms.parse({
    ...billed('monthly-in-arrears'),
    price: { clause: 'T-1', fee: '78.00 EUR', per: 'month' },
  }),
  ahead: terms.parse({
    ...billed('monthly-in-advance'),
    price: { clause: 'T-1', fee: '148.00 EUR', per: 'month' },
  }),
  yearly: terms.parse({
    ...billed('monthly-in-arrears'),
    price: { clause: 'T-1', fee: '1000.00 EUR', per: 'year' },
  }),
  once: terms.parse({
    ...billed('monthly-in-arrears'),
    price: { clause: 'T-1', fee: '38.00 EUR', per: 'once' },
  }),
  sized: terms.parse({ ...billed('monthly-in-arrears'), ...sized }),
};

const day = (random: Random, month: string) => `${month}-${String(1 + random.below(28)).padStart(2, '0')}`;

function began(random: Random, signedUp: string): Held {
  const plan = random.pick(Object.keys(PLANS));
  const prepaid = random.chance(0.4);
  const committed = random.chance(0.5) ? { text: '2 months', days: 0, months: 2 } : undefined;
  return {
    plan,
    size: 'small',
    terms: PLANS[plan] ?? {},
    signedUp,
    terminated: undefined,
    prepaid,
    committed,
  };
}

/** What is known of a tenant's subscriptions, one state after the other; the last one has ended. */
export function lifeOf(random: Random): readonly (readonly Held[])[] {
  const states: (readonly Held[])[] = [[began(random, day(random, random.pick(['2025-12', '2026-01'])))]];
  for (const month of MONTHS.slice(1)) {
    const before = states.at(-1) ?? [];
    const now = before.at(-1);
    if (!now || !random.chance(0.4)) continue;
    const on = day(random, month);
    const ended = [...before.slice(0, -1), { ...now, terminated: on }];
    states.push([...ended, began(random, on)]);
  }
  const before = states.at(-1) ?? [];
  const last = before.at(-1);
  // Some end on the very day of sign-up, some in the month before they are known to have ended.
  const end = last && random.chance(0.1) ? last.signedUp : day(random, '2026-04');
  const on = last && last.signedUp > end ? last.signedUp : end;
  if (last) states.push([...before.slice(0, -1), { ...last, terminated: on }]);
  return states;
}
