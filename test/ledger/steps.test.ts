import { generateKeyPairSync } from 'node:crypto';
import { render, signStatement, statementSchema } from '../../lib/ledger/document.ts';
import { evidenceFor, resultsOf } from '../../lib/ledger/index.ts';
import { memoryStore } from '../../lib/ledger/memory-store.ts';
import { statementPage } from '../../lib/ledger/page.ts';
import { signerWith } from '../../lib/ledger/signer.ts';
import { type CloseTools, closeStored } from '../../lib/ledger/stored-close.ts';
import { verifyDocument } from '../../lib/ledger/verify.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';
import { contractOf, contractTenants, readCloseRequest } from '../../lib/promises/credits/contract.ts';
import { readStepEvent } from '../../lib/promises/performance/events.ts';
import type { StepEvent } from '../../lib/promises/performance/rules.ts';
import { agreementOf, environmentOf } from '../promises/fixture.data.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signer = signerWith(privateKey);
const agreement = agreementOf({
  small: {
    performance: {
      clause: 'T-1',
      steps: { acknowledged: { from: 'received', to: 'created', within: '30s', exactly: 'late' } },
    },
  },
});
const tenants = ['oak', 'elm'].map(name => ({ name, plan: 'small', placement: 'pooled' as const }));
const environment = environmentOf({ tenants });
const [tenant] = environment.tenants;
const until = instantOf('2026-12-01T00:00:00Z');
const history = {
  ...{ source: 'test', from: instantOf('2026-09-01T00:00:00Z'), until, exclusions: [], notes: [] },
  components: { api: { down: [], unknown: [] } },
};
const event = (subject: string, name: string, at: string, of = 'oak') =>
  readStepEvent({ tenant: of, subject, event: name, at });
const seen = [
  event('a-1', 'received', '2026-10-07T10:00:00Z'),
  event('a-1', 'created', '2026-10-07T10:00:29.999Z'),
  event('a-2', 'received', '2026-10-08T10:00:00Z'),
  event('a-2', 'created', '2026-10-08T10:00:31.5Z'),
  event('a-3', 'received', '2026-10-31T23:59:59Z'),
  event('a-1', 'received', '2026-10-07T10:00:00Z', 'elm'),
];

function statementOn(events: readonly StepEvent[] | undefined) {
  if (!tenant) throw new Error('no tenant');
  const place = { environment: 'test', agreement, tenant };
  return signStatement(
    evidenceFor(place, history, '2026-10', { series: ['api'] }, events),
    undefined,
    signer,
  );
}

test('a statement has each step, names the late ones, and is computed again from its own evidence', async () => {
  const file = await statementOn(seen);
  expect(file.results).toMatchObject({
    steps: [{ step: 'acknowledged', count: 3, late: 2, open: 1, kept: false, p50Seconds: 31.5 }],
    lateRuns: [
      { step: 'acknowledged', subject: 'a-2', begun: '2026-10-08T10:00:00.000Z', seconds: 31.5 },
      { subject: 'a-3', seconds: null },
    ],
  });
  const text = render(file);
  expect(verifyDocument(text, publicKey).differences).toEqual([]);
  const flattered = text.replace('"late": 2', '"late": 0');
  expect(verifyDocument(flattered, publicKey).differences[0]).toMatchObject({
    path: 'results.steps.0.late',
    recomputed: '2',
  });
  const page = await statementPage(file, resultsOf(file.evidence));
  expect(page).toContain('less than 30 s');
  expect(page).toContain('<td>a-3</td>');
  expect(page).toContain('still open');
});

test('the same evidence whatever the order of the events; a later one makes other evidence', async () => {
  const first = await statementOn(seen);
  expect((await statementOn([...seen.toReversed(), ...seen])).hash).toBe(first.hash);
  const late = await statementOn([...seen, event('a-3', 'created', '2026-11-01T00:00:04Z')]);
  expect(late.results).toMatchObject({ steps: [{ count: 3, late: 1, open: 0 }] });
});

test('without events a statement says nothing of steps, as before', async () => {
  const file = await statementOn(undefined);
  expect(file.results).not.toHaveProperty('steps');
  expect(verifyDocument(render(file), publicKey).differences).toEqual([]);
});

function bench(events: readonly StepEvent[]) {
  const shelf = new Map<string, string>();
  const asked: string[] = [];
  const tools: CloseTools = {
    history: {
      reach: async () => ({ since: history.from, until }),
      read: async () => ({ seen: [history.from, until], down: [] }),
      exclusions: async () => [],
    },
    ledger: memoryStore(),
    signer,
    shelf: {
      put: async (path, text) => shelf.size < shelf.set(path, text).size,
      latest: async () => undefined,
    },
    steps: async (name, from, to) => {
      asked.push(name);
      return events.filter(each => each.tenant === name && each.at >= from && each.at <= to);
    },
  };
  const of = contractTenants(agreement, environment)[0];
  const request = (at: string) =>
    readCloseRequest({ contract: contractOf(agreement, environment), tenant: of, month: '2026-10', at });
  return { tools, request, shelf, asked };
}

test('the deployed close reads the events of its tenant alone, and waits until the month has settled', async () => {
  const { tools, request, shelf, asked } = bench(seen);
  await expect(closeStored(tools, request('2026-11-01T12:00:00.000Z'))).rejects.toThrow(/steps of 2026-10/);
  const closed = await closeStored(tools, request('2026-11-02T06:00:00.000Z'));
  expect(asked).toEqual(['oak']);
  const file = statementSchema.parse(JSON.parse(shelf.get(closed.statement) ?? ''));
  expect(file.results).toMatchObject({ steps: [{ count: 3, late: 2, open: 1 }] });
});
