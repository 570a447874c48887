import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import { kmsSigner } from '../../lib/aws/kms-signer.ts';
import { statementSchema } from '../../lib/ledger/document.ts';
import { memoryStore } from '../../lib/ledger/memory-store.ts';
import { post } from '../../lib/ledger/store.ts';
import { type CloseTools, closeStored } from '../../lib/ledger/stored-close.ts';
import { NotCollectedError } from '../../lib/ledger/stored-evidence.ts';
import { verifyDocument } from '../../lib/ledger/verify.ts';
import type { Seen } from '../../lib/promises/availability/collected.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';
import { readCloseRequest } from '../../lib/promises/credits/contract.ts';
import { noteTermination } from '../../lib/promises/subscription/termination.ts';
import { dynamoTable } from './dynamo-table.ts';

const table = dynamoTable();
afterAll(() => table.stop());

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** A KMS with one Ed25519 key. */
function kms(): Pick<KMSClient, 'send'> {
  const send = async (command: { readonly input: { readonly Message?: Uint8Array } }) =>
    command.input.Message
      ? { Signature: sign(null, command.input.Message, privateKey) }
      : { PublicKey: publicKey.export({ type: 'spki', format: 'der' }) };
  return { send } as unknown as Pick<KMSClient, 'send'>;
}

const signer = kmsSigner(kms() as KMSClient, 'key');

const request = readCloseRequest({
  contract: {
    environment: 'e',
    agreement: 'a',
    version: 1,
    zone: 'Europe/Berlin',
    currency: 'EUR',
    terms: {
      'plan/node': {
        availability: {
          clause: 'N-1',
          commitment: 'contract',
          promise: '99.9%',
          per: 'calendar-month',
          measured: {
            order: 'exclude-first',
            scope: 'run-across-month',
            missing: 'as-down',
            denominator: 'total',
            'counts-after': '0m',
            combine: 'series',
          },
        },
        credits: {
          clause: 'N-2',
          of: 'monthly-fee',
          tiers: [
            { below: '99.9%', credit: '10%' },
            { below: '99.0%', credit: '25%' },
          ],
          cap: '25%',
          claim: { by: 'automatic' },
          'paid-as': { to: 'next-invoice' },
        },
        price: { clause: 'N-2', fee: '4800.00 EUR', per: 'month' },
      },
    },
  },
  tenant: {
    name: 'heron',
    plan: 'node',
    terms: 'plan/node',
    size: null,
    subscriptions: [
      {
        plan: 'node',
        terms: 'plan/node',
        size: null,
        signedUp: '2026-01-08',
        terminated: null,
        prepaid: false,
        committed: null,
      },
    ],
    series: { platform: 'tenant/heron/platform' },
  },
  month: '',
  at: '2026-11-02T05:00:00.123Z',
});

const from = instantOf('2026-09-01T00:00:00Z');
const collectedUntil = instantOf('2026-11-02T04:00:00Z');
const outage = [instantOf('2026-10-07T10:00:00Z'), instantOf('2026-10-07T11:00:00Z')];

function bench(ledger = memoryStore()) {
  const shelf = new Map<string, string>();
  let seen: Seen = { seen: [from, collectedUntil], down: outage };
  let until = collectedUntil;
  const tools: CloseTools = {
    history: {
      reach: async () => ({ since: from, until }),
      read: async () => seen,
      exclusions: async () => [],
    },
    ledger,
    signer,
    shelf: {
      put: async (path, text) => {
        if (shelf.has(path)) return false;
        shelf.set(path, text);
        return true;
      },
      latest: async (month, tenant) => {
        const revisions = [3, 2, 1].map(n => shelf.get(`${month}/${tenant}.statement.${n}.json`));
        const text = revisions.find(found => found !== undefined);
        return text === undefined ? undefined : statementSchema.parse(JSON.parse(text));
      },
    },
  };
  return {
    tools,
    shelf,
    see: (next: Seen) => {
      seen = next;
    },
    reach: (next: number) => {
      until = next;
    },
  };
}

test('the month before is closed: an hour down costs 10 %, and the statement verifies with the key of KMS', async () => {
  const { tools, shelf } = bench();
  const closed = await closeStored(tools, request);
  expect(closed).toMatchObject({ month: '2026-10', kept: false, credit: '480.00', balance: '48000' });
  const statement = shelf.get('2026-10/heron.statement.1.json') ?? '';
  const key = createPublicKey(await signer.publicKey());
  expect(verifyDocument(statement, key).differences).toEqual([]);
  expect(verifyDocument(shelf.get('ledgers/heron.ledger.2.json') ?? '', key).differences).toEqual([]);
  expect(verifyDocument(statement.replace('480.00', '481.00'), key).differences).not.toEqual([]);
});

test('the fingerprint is that of the public key, as the local signer writes it', async () => {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const { key } = await signer.sign('text');
  expect(key).toBe(createHash('sha256').update(der).digest('hex'));
});

test('closing again, and many times at once, changes nothing', async () => {
  const { tools, shelf } = bench(await table.open());
  await Promise.all(Array.from({ length: 6 }, () => closeStored(tools, request)));
  const before = [...shelf.keys()].filter(path => path.startsWith('2026-10'));
  const again = await closeStored(tools, { ...request, at: '2026-11-20T05:00:00.000Z' });
  expect(again.balance).toBe('48000');
  expect([...shelf.keys()].filter(path => path.startsWith('2026-10'))).toEqual(before);
  expect(before.toSorted()).toEqual(['2026-10/heron.statement.1.html', '2026-10/heron.statement.1.json']);
  expect(await tools.ledger.read('heron')).toHaveLength(2);
});

test('later evidence makes a counter-entry and one more revision; nothing is edited', async () => {
  const { tools, shelf, see } = bench();
  await closeStored(tools, request);
  const first = shelf.get('2026-10/heron.statement.1.json');
  see({ seen: [from, collectedUntil], down: [outage[0] ?? 0, (outage[0] ?? 0) + 12 * 3600] });
  const closed = await closeStored(tools, request);
  expect(closed).toMatchObject({
    credit: '1200.00',
    balance: '120000',
    statement: '2026-10/heron.statement.2.json',
  });
  expect(shelf.get('2026-10/heron.statement.1.json')).toBe(first);
  const kinds = (await tools.ledger.read('heron')).map(({ posting }) => posting.kind);
  expect(kinds).toEqual(['credit', 'invoice', 'correction']);
});

test('a month that is not collected yet is not closed; nothing is posted', async () => {
  const { tools, shelf, reach } = bench();
  reach(instantOf('2026-11-01T12:00:00Z'));
  await expect(closeStored(tools, request)).rejects.toThrow(NotCollectedError);
  expect(shelf.size).toBe(0);
  expect(await tools.ledger.read('heron')).toEqual([]);
});

test('a month in which measuring began is written down as not observed whole, and credits nothing', async () => {
  const { tools } = bench();
  const begun = instantOf('2026-10-20T00:00:00Z');
  const later: CloseTools = {
    ...tools,
    history: { ...tools.history, reach: async () => ({ since: begun, until: collectedUntil }) },
  };
  expect(await closeStored(later, request)).toMatchObject({ kept: null, credit: null });
});

function signedUp(day: string, terminated: string | null = null) {
  const [present] = request.tenant.subscriptions;
  const subscriptions = present ? [{ ...present, signedUp: day, terminated }] : [];
  return { ...request, tenant: { ...request.tenant, subscriptions } };
}

test('a month before the sign-up owes nothing, and one in which a customer came owes its share', async () => {
  expect(await closeStored(bench().tools, signedUp('2026-10-31'))).toMatchObject({
    kept: false,
    credit: '0.00',
  });
  expect(await closeStored(bench().tools, signedUp('2026-10-21'))).toMatchObject({ credit: '154.84' });
});

test('CAP-2: a notice in the ledger ends the subscription; what no invoice can use is paid back, once', async () => {
  const { tools, shelf } = bench();
  const at = instantOf('2026-10-04T21:30:00Z');
  await post(tools.ledger, 'heron', postings => noteTermination(postings, { ticket: 'T-9', at }));
  const closed = await closeStored(tools, request);
  await closeStored(tools, request);
  const statement = statementSchema.parse(JSON.parse(shelf.get('2026-10/heron.statement.1.json') ?? ''));
  expect(statement.results.billing).toMatchObject({ billedDays: 4, gross: '619.36' });
  const postings = (await tools.ledger.read('heron')).map(({ posting }) => posting);
  expect(postings.map(({ kind }) => kind)).toEqual(['termination', 'credit', 'invoice', 'refund']);
  expect(postings.at(-1)).toMatchObject({ amount: '6194' });
  expect(closed.balance).toBe('0');
});

test('a tenant that is billed and not measured has an invoice and no uptime', async () => {
  const { tools, shelf } = bench();
  const { availability: _, credits: __, ...terms } = request.contract.terms['plan/node'] ?? {};
  const contract = { ...request.contract, terms: { 'plan/node': terms } };
  await closeStored(tools, { ...request, contract, tenant: { ...request.tenant, series: {} } });
  const { results } = statementSchema.parse(JSON.parse(shelf.get('2026-10/heron.statement.1.json') ?? ''));
  expect(results).toMatchObject({ uptime: null, kept: null, billing: { gross: '4800.00' } });
});

test('a month that is not over is neither measured nor billed', async () => {
  const { tools, shelf } = bench();
  const early = { ...request, month: '2026-11', tenant: { ...request.tenant, series: {} } };
  await expect(closeStored(tools, early)).rejects.toThrow('2026-11 is not over before 2026-11-30T23:00:00Z');
  expect(shelf.size).toBe(0);
});
