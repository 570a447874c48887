import type { Money } from '../../agreement/units/index.ts';
import type { Agreement } from '../agreement.ts';
import type { JsonPath } from '../evidence.ts';
import type { Contradiction, Problem } from '../problem.ts';
import type { TermName } from '../terms.ts';
import { perView, type View } from '../views.ts';

export const contradictions: readonly Contradiction[] = [perView(otherCurrency)];

interface Price {
  readonly amount: unknown;
  readonly term: TermName;
  readonly below: JsonPath;
}

/** Credits and invoices are in the agreement's one currency; a price in another could not be summed. */
function otherCurrency({ terms, placeOf }: View, agreement: Agreement): readonly Problem[] {
  const prices: readonly Price[] = [
    { amount: terms.price?.fee, term: 'price', below: ['fee'] },
    ...Object.entries(terms.capacity?.sizes ?? {}).map(([name, size]) => ({
      amount: size['price-per-day'],
      term: 'capacity' as const,
      below: ['sizes', name, 'price-per-day'],
    })),
  ];
  return prices.flatMap(({ amount, term, below }) =>
    isMoney(amount) && amount.currency !== agreement.currency
      ? [
          {
            code: 'COV-CURRENCY',
            severity: 'error' as const,
            message: `${amount.text} is not in ${agreement.currency}, the currency of this agreement`,
            why: 'Fees, credits and invoices are added up, and nothing here says at which rate to convert.',
            fix: `write the amount in ${agreement.currency}, or change \`currency\``,
            impossible: true,
            ...placeOf(term, ...below),
          },
        ]
      : [],
  );
}

function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'currency' in value;
}
