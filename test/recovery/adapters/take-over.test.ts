import { RDSClient } from '@aws-sdk/client-rds';
import { choosePoint } from '../../../lambdas/recovery-choose-point.ts';
import { restore } from '../../../lambdas/recovery-restore.ts';
import { handler as sweep } from '../../../lambdas/recovery-sweep.ts';
import { takeOver } from '../../../lambdas/recovery-take-over.ts';
import { teardown } from '../../../lambdas/recovery-teardown.ts';
import { validate } from '../../../lambdas/recovery-validate.ts';
import { wait } from '../../../lambdas/recovery-wait.ts';
import { type Outcome, perform } from '../../../lib/aws/recovery/perform.ts';
import type { Inspection } from '../../../lib/aws/recovery/ports.ts';
import { sdkInstances } from '../../../lib/aws/recovery/rds.ts';
import { DEFAULTS } from '../../../lib/local/rds/settings.ts';
import type { KnownPlace } from '../../../lib/promises/databases/place.ts';
import { TAGS, targetIdentifier } from '../../../lib/promises/recovery/identity.ts';
import { conduct, type StepName } from '../../../lib/promises/recovery/machine.ts';
import { reportOf } from '../../../lib/promises/recovery/report.ts';
import { NO_ROWS } from '../../../lib/promises/recovery/rows.ts';
import type { RestoreRequest, RestoreState } from '../../../lib/promises/recovery/state.ts';
import { FakeRds } from './fake-rds.ts';

const NOW = new Date('2026-11-22T10:00:00.000Z');
let fake: FakeRds;
let endpoint: string;
let client: RDSClient;
let pointers: Map<string, KnownPlace>;

beforeEach(async () => {
  fake = new FakeRds();
  endpoint = await fake.listen();
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  client = new RDSClient({ region: 'eu-central-1', endpoint, credentials, maxAttempts: 1 });
  pointers = new Map();
});

afterEach(() => {
  client.destroy();
  fake.close();
});

function requestOf(own: Partial<RestoreRequest>): RestoreRequest {
  return {
    ...{ run: 'lost', mode: 'recovery', source: 'orders', to: 'latest', lease: 3600 },
    ...{ startedAt: NOW.toISOString(), accidentAt: NOW.toISOString() },
    promised: { recoveryTime: null, recoveryPoint: null },
    pointer: 'covenant/shop/orders/restored',
    checks: { database: 'service', application: { sql: '', answer: '' }, indexes: [], withinSeconds: 9 },
    pace: { every: 0, patience: 60 },
    ...own,
  };
}

const GOOD: Inspection = {
  ...{ answeredAt: NOW, answer: '[]', rows: NO_ROWS, newestMarker: NOW },
  ...{ lostIndexes: [], brokenKeys: [] },
};

/** The machine with the very code of its Lambdas. A crash comes after the effect, as the worst ones do. */
function recover(own: Partial<RestoreRequest>, inspection = GOOD, crashes: readonly StepName[] = []) {
  const left = [...crashes];
  const tools = {
    rds: sdkInstances(client),
    inspect: async () => inspection,
    now: () => NOW,
    point: async (name: string, place: KnownPlace) => void pointers.set(name, place),
  };
  const work: Readonly<Record<StepName, (state: RestoreState, given: typeof tools) => Promise<Outcome>>> = {
    'choose-point': choosePoint,
    ...{ restore, wait, validate, 'take-over': takeOver, teardown },
    measure: async () => ({ kind: 'done' }),
  };
  const request = requestOf(own);
  const start = { request, target: targetIdentifier('orders', request.mode), reasons: [], phases: [] };
  return conduct(start, {
    call: async (step, state) => {
      const after = await perform(step, work[step], state, tools);
      if (left[0] === step) {
        left.shift();
        throw new Error('the Lambda died before it could answer');
      }
      return after;
    },
    sleep: async () => {},
  });
}

test.each([undefined, 'order', 'ORDERS'])('a recovery confirmed as %s restores nothing', async confirm => {
  fake.add({ id: 'orders', kind: 'instance' });
  const ended = await recover({ confirm });
  expect(reportOf(ended).reasons).toEqual([expect.stringMatching(/^not-confirmed/)]);
  expect(fake.calls.filter(call => /Restore|Modify|Delete/.test(call))).toEqual([]);
});

test.each<[string, readonly StepName[]]>([
  ['at once', []],
  ['though every call of it dies after its effect', ['restore', 'take-over', 'take-over', 'take-over']],
])('a confirmed one takes the place of the lost database, which is kept: %s', async (_, crashes) => {
  fake.add({ id: 'orders', kind: 'instance' });
  const ended = await recover({ confirm: 'orders' }, GOOD, crashes);
  expect(reportOf(ended).reasons).toEqual([]);
  expect(ended.tookOver).toBe(true);
  expect([...fake.databases.keys()].sort()).toEqual(['orders', 'orders-before-lost']);
  expect(fake.databases.get('orders')?.tags[TAGS.run]).toBe('lost');
  expect(pointers.get('covenant/shop/orders/restored')).toEqual({
    ...{ host: 'orders.example.com', port: 5433, name: 'service', secret: 'secret-of-orders' },
  });
});

test('where the whole region is lost there is nothing to rename away', async () => {
  fake.add({ id: 'orders', kind: 'instance' });
  const settings = DEFAULTS;
  const arn = 'arn:aws:rds:eu-west-1:1:snapshot:copy';
  fake.snapshots.push({ arn, of: 'orders', kind: 'instance', type: 'awsbackup', takenAt: new Date(9e11) });
  fake.databases.clear();
  const ended = await recover({ confirm: 'orders', settings, from: 'recovery-region' });
  expect(ended.origin).toEqual({ kind: 'snapshot', arn });
  expect([...fake.databases.keys()]).toEqual(['orders']);
});

test('what does not pass its validation takes nothing over and is removed', async () => {
  fake.add({ id: 'orders', kind: 'instance' });
  const ended = await recover({ confirm: 'orders' }, { ...GOOD, brokenKeys: ['entries_account'] });
  expect(reportOf(ended).reasons).toEqual([expect.stringMatching(/^foreign-key/)]);
  expect([...fake.databases.keys()]).toEqual(['orders']);
  expect(fake.databases.get('orders')?.tags).toEqual({});
  expect(pointers.size).toBe(0);
});

test('the sweep removes a leaked drill, protected or not, and touches nothing else', async () => {
  const tags = { [TAGS.run]: 'r', [TAGS.mode]: 'drill', [TAGS.expires]: '2026-01-01T00:00:00.000Z' };
  fake.add({ id: 'orders', kind: 'instance' });
  fake.add({ id: 'foreign-drill', kind: 'instance', tags: { owner: 'somebody' } });
  fake.add({ id: 'lost-recovery', kind: 'instance', tags: { ...tags, [TAGS.mode]: 'recovery' } });
  const settings = { ...DEFAULTS, deletionProtection: true };
  fake.add({ id: 'orders-drill', kind: 'instance', tags, settings });
  const before = { ...process.env };
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL_RDS: endpoint, AWS_REGION: 'eu-central-1' },
    ...{ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
  });
  const { removed } = await sweep();
  process.env = before;
  expect(removed).toEqual(['orders-drill']);
  expect([...fake.databases.keys()]).toEqual(['orders', 'foreign-drill', 'lost-recovery']);
});
