import type { LedgerStore } from '../../lib/ledger/store.ts';
import { post } from '../../lib/ledger/store.ts';
import {
  balanceOf,
  type CreditPosting,
  invoice,
  type Owed,
  type Posting,
  settle,
} from '../../lib/promises/credits/account.ts';
import { type Random, randomFrom } from './random.ts';

/** The process died here; the next delivery of the same event continues. */
class Crash extends Error {}

const MONTHS = ['2026-01', '2026-02', '2026-03'];
const GROSS = 1000n;

interface Close {
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
    if (dies && before) throw new Crash();
    const result = await work();
    if (dies) throw new Crash();
    return result;
  };
  return { read: tenant => step(() => store.read(tenant)), append: entry => step(() => store.append(entry)) };
}

function schedule(random: Random): Close[] {
  return MONTHS.flatMap(period => {
    const revisions = 1 + random.below(3);
    return Array.from({ length: revisions }, (_, i) => ({
      period,
      minor: BigInt(random.pick([0, 100, 250, 500])),
      revision: i + 1,
    }));
  });
}

async function close(store: LedgerStore, tenant: string, { period, minor, revision }: Close): Promise<void> {
  const owed: Owed = { clause: 'T-1', period, minor, revision, evidence: `${revision}` };
  await post(store, tenant, postings => settle(postings, owed));
  await post(store, tenant, postings =>
    invoice(postings, { period, billedDays: 30, gross: GROSS, appliesCredits: true }),
  );
}

/** Delivers every close at least once, in any order, several at a time, some twice, until none crashes. */
async function deliver(
  store: LedgerStore,
  tenant: string,
  closes: readonly Close[],
  random: Random,
): Promise<void> {
  const duplicates = closes.filter(() => random.chance(0.3));
  let waiting = random.shuffle([...closes, ...duplicates]);
  let crashes = 0.25;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, 1 + random.below(3));
    const rest = waiting.slice(batch.length);
    const weak = unreliable(store, random, crashes);
    const results = await Promise.allSettled(batch.map(item => close(weak, tenant, item)));
    const failed = batch.filter((_, i) => {
      const result = results[i];
      if (result?.status === 'rejected' && !(result.reason instanceof Crash)) throw result.reason;
      return result?.status === 'rejected';
    });
    waiting = random.shuffle([...rest, ...failed]);
    crashes *= 0.9;
  }
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

/** What must hold of the postings, whatever happened on the way; the first thing that does not, or undefined. */
function wrong(postings: readonly Posting[], closes: readonly Close[]): string | undefined {
  const credits = postings.filter((p): p is CreditPosting => p.kind === 'credit' || p.kind === 'correction');
  for (const period of MONTHS) {
    const last = closes.filter(item => item.period === period).at(-1)?.minor ?? 0n;
    const posted = total(credits.filter(p => p.period === period).map(p => BigInt(p.amount)));
    if (posted !== last) return `${period}: ${posted} credited, ${last} owed`;
  }
  const invoices = postings.filter(p => p.kind === 'invoice');
  if (invoices.length !== MONTHS.length) return `${invoices.length} invoices for ${MONTHS.length} months`;
  if (invoices.some((p, i) => p.number !== i + 1)) return 'a gap in the invoice numbers';
  const paid = total(invoices.map(p => BigInt(p.credited)));
  if (paid + balanceOf(postings) !== total(credits.map(p => BigInt(p.amount))))
    return 'a credit was lost or doubled';
  if (new Set(postings.map(p => p.key)).size !== postings.length) return 'a posting is there twice';
  return undefined;
}

/** Simulates one seed against a store; undefined when nothing is wrong, else what is. */
export async function simulate(seed: number, store: LedgerStore): Promise<string | undefined> {
  const random = randomFrom(seed);
  const closes = schedule(random);
  const tenant = `tenant-${seed}`;
  await deliver(store, tenant, closes, random);
  return wrong(
    (await store.read(tenant)).map(entry => entry.posting),
    closes,
  );
}
