import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { signClose } from '../../lib/ledger/close-file.ts';
import { render, signLedger, signStatement, statementBody } from '../../lib/ledger/document.ts';
import { bodyOf, type Entry, hashOf, nextEntry } from '../../lib/ledger/entry.ts';
import { type Evidence, evidenceSchema } from '../../lib/ledger/evidence-shape.ts';
import { memoryStore } from '../../lib/ledger/memory-store.ts';
import { type LedgerFile, ledgerSchema } from '../../lib/ledger/shape.ts';
import { signerWith } from '../../lib/ledger/signer.ts';
import { post } from '../../lib/ledger/store.ts';
import { verifyDocument } from '../../lib/ledger/verify.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';
import { settle } from '../../lib/promises/credits/account.ts';
import { invoice } from '../../lib/promises/credits/invoice.ts';
import { monthlyBilling } from '../promises/billing.ts';
import { type Random, randomFrom } from './random.ts';

const TAMPERED = Number(process.env.COVENANT_TAMPERED ?? 500);
const SEED = Number(process.env.COVENANT_SEED ?? Math.floor(Math.random() * 1_000_000_000));

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = signerWith(privateKey);
const stranger = signerWith(generateKeyPairSync('ed25519').privateKey);

const PRICE = { price: { clause: 'N-2', fee: '4800.00 EUR', per: 'month' } };

const EVIDENCE: Evidence = evidenceSchema.parse({
  environment: 'e',
  agreement: 'a',
  version: 1,
  tenant: 'heron',
  plan: 'node',
  month: '2026-10',
  zone: 'UTC',
  currency: 'EUR',
  terms: {
    availability: {
      clause: 'N-1',
      commitment: 'contract',
      promise: '99.9%',
      measured: {
        order: 'exclude-first',
        scope: 'run-across-month',
        missing: 'as-up',
        denominator: 'total',
        'counts-after': '5m',
        combine: 'each',
      },
      excludes: [{ kind: 'maintenance', notice: '48h' }],
    },
    credits: {
      clause: 'N-2',
      of: 'monthly-fee',
      tiers: [{ below: '99.9%', credit: '10%' }],
      cap: '25%',
      claim: { by: 'automatic' },
      'paid-as': { to: 'next-invoice' },
    },
    ...PRICE,
  },
  size: null,
  subscriptions: [
    {
      plan: 'node',
      size: null,
      signedUp: '2026-01-08',
      terminated: null,
      prepaid: false,
      committed: null,
      terms: PRICE,
    },
  ],
  history: {
    source: 'test',
    from: instantOf('2026-09-01T00:00:00Z'),
    until: instantOf('2026-11-02T00:00:00Z'),
    components: [
      {
        name: 'platform',
        down: [instantOf('2026-10-07T10:00:00Z'), instantOf('2026-10-07T11:10:00Z')],
        unknown: [],
      },
    ],
    exclusions: [
      {
        id: 'm1',
        kind: 'maintenance',
        start: instantOf('2026-10-07T10:00:00Z'),
        end: instantOf('2026-10-07T10:05:00Z'),
        announced: instantOf('2026-10-01T00:00:00Z'),
      },
    ],
    notes: [],
  },
});

const CLOSE = {
  environment: 'e',
  month: '2026-10',
  tenants: [
    {
      tenant: 'heron',
      ok: true,
      reason: null,
      statement: 'heron.statement.1.json',
      statementHash: hashOf('a statement'),
      ledger: { sequence: 12, hash: hashOf('an entry') },
    },
    {
      tenant: 'merlin',
      ok: false,
      reason: 'not collected',
      statement: null,
      statementHash: null,
      ledger: null,
    },
  ],
};

async function ledgerEntries(): Promise<readonly Entry[]> {
  const store = memoryStore();
  for (const [i, period] of ['2026-07', '2026-08', '2026-09', '2026-10'].entries()) {
    const owed = { clause: 'N-2', period, minor: BigInt(i * 100), revision: 1, evidence: 'e' };
    await post(store, 'heron', postings => settle(postings, owed));
    await post(store, 'heron', postings => settle(postings, { ...owed, minor: 480n, revision: 2 }));
    await post(store, 'heron', postings => invoice(postings, monthlyBilling(period, 480_000n)));
  }
  return store.read('heron');
}

function isGenuine(text: string, key: KeyObject = publicKey): boolean {
  return verifyDocument(text, key).differences.length === 0;
}

function flip(text: string, random: Random): string {
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  return bytes.toString('utf8');
}

const BYTES: readonly ((text: string, random: Random) => string)[] = [
  flip,
  (text, random) => text.slice(0, random.below(text.length)),
  (text, random) => {
    const at = random.below(text.length);
    return text.slice(0, at) + text.slice(at + 1 + random.below(40));
  },
  (text, random) => {
    const digits = [...text.matchAll(/\d/g)];
    const at = random.pick(digits).index;
    return `${text.slice(0, at)}${(Number(text[at]) + 1 + random.below(9)) % 10}${text.slice(at + 1)}`;
  },
  text => `${text} `,
  text => JSON.stringify(JSON.parse(text)),
];

test(`every one of ${TAMPERED} tampered texts is found, seed ${SEED}`, async () => {
  const random = randomFrom(SEED);
  const originals = [
    render(await signStatement(EVIDENCE, undefined, signer)),
    render(await signLedger('heron', 'EUR', await ledgerEntries(), signer)),
    render(await signClose(CLOSE, undefined, signer)),
  ];
  for (const text of originals) expect(verifyDocument(text, publicKey).differences).toEqual([]);
  const missed: string[] = [];
  for (let i = 0; i < TAMPERED; i++) {
    const original = random.pick(originals);
    const tampered = random.pick(BYTES)(original, random);
    if (tampered !== original && isGenuine(tampered)) missed.push(tampered);
  }
  expect(missed).toEqual([]);
}, 600_000);

/** Forges a ledger whose hashes all fit: only the signature is not the owner's. */
function rechained(entries: readonly Entry[]): Entry[] {
  const chain: Entry[] = [];
  for (const { posting } of entries) chain.push(nextEntry('heron', chain, posting));
  return chain;
}

type Forgery = (entries: readonly Entry[], random: Random) => readonly Entry[];

const FORGERIES: Readonly<Record<string, Forgery>> = {
  dropped: (entries, random) => entries.toSpliced(random.below(entries.length), 1),
  truncated: (entries, random) => entries.slice(0, random.below(entries.length)),
  reordered: (entries, random) => {
    const at = random.below(entries.length - 1);
    const [a, b] = [entries[at], entries[at + 1]];
    return a && b ? entries.with(at, b).with(at + 1, a) : entries;
  },
  repeated: (entries, random) => [...entries, random.pick(entries)],
  forged: (entries, random) => {
    const at = random.below(entries.length);
    const entry = entries[at];
    if (!entry) return entries;
    const body = bodyOf({
      ...entry,
      posting: { ...entry.posting, key: `credit:N-2:2027-0${random.below(9)}` },
    });
    return entries.with(at, { ...body, hash: hashOf(body) });
  },
};

test.each(Object.keys(FORGERIES))(
  'a ledger with %s entries is found, also when all its hashes were made to fit',
  async name => {
    const random = randomFrom(SEED);
    const entries = await ledgerEntries();
    const genuine = await signLedger('heron', 'EUR', entries, signer);
    for (let i = 0; i < 60; i++) {
      const changed = FORGERIES[name]?.(entries, random) ?? [];
      const plain: LedgerFile = { ...genuine, entries: [...changed] };
      expect(isGenuine(render(plain))).toBe(false);
      const refit = rechained(changed);
      const head = { ...genuine.head, sequence: refit.length, hash: refit.at(-1)?.hash ?? genuine.head.hash };
      expect(isGenuine(render({ ...genuine, entries: refit, head }))).toBe(false);
    }
  },
);

test('a forger with a key of his own is found by the key', async () => {
  const statement = render(await signStatement(EVIDENCE, undefined, stranger));
  expect(isGenuine(statement)).toBe(false);
  expect(verifyDocument(statement, undefined).differences.map(({ path }) => path)).toEqual(['signature']);
});

test('a signed statement whose number does not follow is found, and the number is named', async () => {
  const genuine = await signStatement(EVIDENCE, undefined, signer);
  const { credit } = genuine.results;
  const results = {
    ...genuine.results,
    credit: { ...(typeof credit === 'object' ? credit : {}), amount: '48.00' },
  };
  const hash = hashOf(statementBody({ ...genuine, results }));
  const file = { ...genuine, results, hash, signature: await signer.sign(hash) };
  const { differences } = verifyDocument(render(file), publicKey);
  expect(differences).toEqual([{ path: 'results.credit.amount', says: '"48.00"', recomputed: '"480.00"' }]);
});

test('an invoice that bills a fee twice, or a refund of more than there is, is found in a signed ledger', async () => {
  const entries = await ledgerEntries();
  const once = { kind: 'once' as const, plan: 'node', covers: '2026-10', days: 0, amount: '100' };
  const bill = { lines: [once, once], gross: '200', credited: '0', total: '200' };
  const forged = [
    nextEntry('heron', entries, {
      kind: 'invoice',
      key: 'invoice:2026-11',
      period: '2026-11',
      number: 5,
      ...bill,
    }),
    nextEntry('heron', entries, { kind: 'refund', key: 'refund:1', period: '2026-11', amount: '999999' }),
  ];
  for (const entry of forged) {
    const { differences } = verifyDocument(
      render(await signLedger('heron', 'EUR', [...entries, entry], signer)),
      publicKey,
    );
    expect(differences.map(({ path }) => path)[0]).toMatch(/^entries\[12\]\.posting\.(lines\[1\]|amount)$/);
  }
});

test('what the statement says is right', async () => {
  const { results } = await signStatement(EVIDENCE, undefined, signer);
  expect(results).toMatchObject({
    uptime: '99.85439068',
    downtimeMinutes: 65,
    excludedMinutes: 5,
    kept: false,
    credit: { percent: '10.00', amount: '480.00', claim: { by: 'automatic' } },
    billing: { billedDays: 31, gross: '4800.00' },
  });
  expect(ledgerSchema.safeParse({}).success).toBe(false);
});
