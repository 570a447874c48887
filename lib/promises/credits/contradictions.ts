import { compareFractions } from '../../agreement/units/index.ts';
import type { Contradiction, Problem } from '../problem.ts';
import { perView, type View } from '../views.ts';

export const contradictions: readonly Contradiction[] = [
  perView(unordered),
  perView(abovePromise),
  perView(lowCap),
  perView(withoutContract),
  perView(silentEnd),
];

type Says = Pick<Problem, 'code' | 'severity' | 'message' | 'why' | 'fix'>;

/** Tiers fall in uptime and rise in credit, so that the lowest tier that applies is also the highest credit. */
function unordered({ terms, placeOf }: View): readonly Problem[] {
  const tiers = terms.credits?.tiers ?? [];
  return tiers.flatMap((tier, index) => {
    const before = tiers[index - 1];
    if (before === undefined) return [];
    const falls = compareFractions(tier.below.fraction, before.below.fraction) < 0;
    const rises = compareFractions(tier.credit.fraction, before.credit.fraction) > 0;
    if (falls && rises) return [];
    const says: Says = {
      code: 'COV-CREDIT-ORDER',
      severity: 'error',
      message: `the tier below ${tier.below.text} for ${tier.credit.text} does not follow the one below ${before.below.text} for ${before.credit.text}`,
      why: 'Of several tiers the lowest is owed; a worse month must never be credited with less (TIER-5).',
      fix: 'order the tiers by falling uptime and rising credit',
    };
    return [{ ...says, ...placeOf('credits', 'tiers', index, falls ? 'credit' : 'below') }];
  });
}

function abovePromise({ terms, placeOf }: View): readonly Problem[] {
  const promise = terms.availability?.promise;
  if (promise === undefined) return [];
  return (terms.credits?.tiers ?? []).flatMap((tier, index) => {
    if (compareFractions(tier.below.fraction, promise.fraction) <= 0) return [];
    const says: Says = {
      code: 'COV-CREDIT-ABOVE-PROMISE',
      severity: 'error',
      message: `a credit begins below ${tier.below.text}, above the promise of ${promise.text}`,
      why: 'A month that kept the promise would be credited.',
      fix: `write \`below: ${promise.text}\`, or raise the promise`,
    };
    return [{ ...says, ...placeOf('credits', 'tiers', index, 'below') }];
  });
}

function lowCap({ terms, placeOf }: View): readonly Problem[] {
  const { credits } = terms;
  const over = credits?.tiers.find(tier => compareFractions(tier.credit.fraction, credits.cap.fraction) > 0);
  if (credits === undefined || over === undefined) return [];
  const says: Says = {
    code: 'COV-CREDIT-CAP',
    severity: 'warning',
    message: `the cap of ${credits.cap.text} is below the tier that credits ${over.credit.text}`,
    why: 'That tier can never be paid in full, which a reader of the table does not see.',
    fix: `raise the cap to ${over.credit.text}, or lower the tier`,
  };
  return [{ ...says, ...placeOf('credits', 'cap') }];
}

function withoutContract({ terms, placeOf }: View): readonly Problem[] {
  const commitment = terms.availability?.commitment;
  if (terms.credits === undefined || commitment === 'contract') return [];
  const says: Says = {
    code: 'COV-CREDIT-WITHOUT-CONTRACT',
    severity: 'error',
    message: `credits are promised, but availability is ${commitment ?? 'not promised'}`,
    why: 'A credit is owed for a promise that was missed; a target or best effort owes nothing.',
    fix: 'write `commitment: contract` under `availability`, or take `credits` out',
  };
  return [{ ...says, ...placeOf('credits') }];
}

/** Credits for later invoices, and not a word on what becomes of them when none comes any more. */
function silentEnd({ terms, placeOf }: View): readonly Problem[] {
  const paidAs = terms.credits?.['paid-as'];
  if (paidAs?.to !== 'next-invoice' || paidAs['at-end'] !== undefined) return [];
  const says: Says = {
    code: 'COV-CREDITS-AT-END',
    severity: 'warning',
    message: 'credits go on later invoices, and nothing says what becomes of them when the contract ends',
    why: 'The credit of the last month never meets a later invoice; without a word it is paid back.',
    fix: 'write `at-end: refund` or `at-end: lapse` under `paid-as`',
  };
  return [{ ...says, ...placeOf('credits', 'paid-as') }];
}
