import type { LedgerStore } from '../../lib/ledger/store.ts';
import { post } from '../../lib/ledger/store.ts';
import { noteClaim, type Owed, settle } from '../../lib/promises/credits/account.ts';
import { invoice } from '../../lib/promises/credits/invoice.ts';
import { refund } from '../../lib/promises/credits/refund.ts';
import type { CreditTerms } from '../../lib/promises/credits/rules.ts';
import { chargesAhead, chargesOf, type Held, hasEnded } from '../../lib/promises/subscription/charges.ts';
import { creditTermsOf, type PaidAs, wrongIn } from './holds.ts';
import { LAST, lifeOf, MONTHS } from './life.ts';
import { type Random, randomFrom } from './random.ts';

/** The process died here; the next delivery of the same event continues. */
class Crash extends Error {}
const CRASH = new Crash();

/** One month's close as it is delivered, with what was owed by the evidence of that time. */
export interface Close {
  readonly period: string;
  readonly minor: bigint;
  readonly revision: number;
}

/** A store whose process dies before or after a step, and that lets other closers run in between. */
function unreliable(store: LedgerStore, random: Random, crashes: number): LedgerStore {
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    const dies = random.chance(crashes);
    const before = random.chance(0.5);
    for (let turns = random.below(3); turns > 0; turns--) await undefined;
    if (dies && before) throw CRASH;
    const result = await work();
    if (dies) throw CRASH;
    return result;
  };
  return { read: tenant => step(() => store.read(tenant)), append: entry => step(() => store.append(entry)) };
}

function schedule(random: Random): Close[] {
  return MONTHS.flatMap(period => {
    const revisions = 1 + random.below(3);
    return Array.from({ length: revisions }, (_, i) => ({
      period,
      minor: BigInt(random.pick([0, 100, 2500, 9_000])),
      revision: i + 1,
    }));
  });
}

/** What a close of this moment knows. */
interface Known {
  readonly held: readonly Held[];
  readonly terms: CreditTerms;
}

async function close(store: LedgerStore, tenant: string, item: Close, { held, terms }: Known): Promise<void> {
  const { period, minor, revision } = item;
  const owed: Owed = { clause: 'T-1', period, minor, revision, evidence: `${revision}` };
  await post(store, tenant, postings => noteClaim(postings, { period, ticket: 'T', at: 1 }));
  await post(store, tenant, postings => settle(postings, owed));
  const isLast = hasEnded(held, period);
  const appliesCredits = terms['paid-as'].to !== 'refund';
  const dueIn = (month: string) => chargesOf(held, month);
  const billing = { period, dueIn, ahead: chargesAhead(held, period), appliesCredits, isLast };
  await post(store, tenant, postings => invoice(postings, billing));
  await post(store, tenant, postings => refund(postings, { period, isLast, terms }));
}

/** Delivers every close at least once, in any order, several at a time, some twice, until none crashes. */
async function deliver(
  store: LedgerStore,
  closes: readonly Close[],
  random: Random,
  run: (weak: LedgerStore, item: Close) => Promise<void>,
): Promise<void> {
  let waiting = random.shuffle([...closes, ...closes.filter(() => random.chance(0.3))]);
  let crashes = 0.25;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, 1 + random.below(3));
    const rest = waiting.slice(batch.length);
    const weak = unreliable(store, random, crashes);
    const results = await Promise.allSettled(batch.map(item => run(weak, item)));
    const failed = batch.filter((_, i) => {
      const result = results[i];
      if (result?.status === 'rejected' && !(result.reason instanceof Crash)) throw result.reason;
      return result?.status === 'rejected';
    });
    waiting = random.shuffle([...rest, ...failed]);
    crashes *= 0.9;
  }
}

const HOW: readonly PaidAs[] = [
  { to: 'next-invoice', 'at-end': 'refund' },
  { to: 'next-invoice', 'at-end': 'lapse' },
  { to: 'refund' },
];

/**
 * Simulates one tenant of one seed against a store: credits and corrections, plan changes, terminations, fees paid
 * once and in advance, while closes are repeated, reordered and crash. Undefined when nothing is wrong, else what is.
 */
export async function simulate(seed: number, store: LedgerStore): Promise<string | undefined> {
  const random = randomFrom(seed);
  const closes = schedule(random);
  const states = lifeOf(random);
  const paidAs = random.pick(HOW);
  const terms = creditTermsOf(paidAs);
  const tenant = `tenant-${seed}`;
  let delivered = 0;
  await deliver(store, closes, random, (weak, item) => {
    // What is known grows while closes are delivered, and each knows what is known when it starts.
    const at = Math.min(states.length - 1, Math.floor((delivered++ * states.length) / closes.length));
    return close(weak, tenant, item, { held: states[at] ?? [], terms });
  });
  const held = states.at(-1) ?? [];
  const again = (weak: LedgerStore, item: Close) => close(weak, tenant, item, { held, terms });
  // Whatever was only known later is billed when the months are closed again, and settled when the last one is.
  const latest = closes.filter((item, i) => closes[i + 1]?.period !== item.period);
  await deliver(store, latest, random, again);
  await deliver(store, [{ period: LAST, minor: 0n, revision: 1 }], random, again);
  const postings = (await store.read(tenant)).map(entry => entry.posting);
  return wrongIn(postings, closes, held, paidAs);
}
