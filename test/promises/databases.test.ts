import { explain } from '../../lib/promises/databases/explain.ts';
import { NameTooLongError, namesOf } from '../../lib/promises/databases/names.ts';
import { dedicatedPools, poolsOf, sharedPools } from '../../lib/promises/databases/pools.ts';
import { chooseTopology, NoTopologyError } from '../../lib/promises/databases/rules.ts';
import type { Topology } from '../../lib/promises/databases/topologies.ts';
import { agreementOf, environmentOf, termsWith } from './fixture.data.ts';

const clause = 'T-1';
const databases = { clause, survives: 'zone-loss' } as const;
const here = environmentOf();

function within(time: `${number}s`) {
  return { databases, failover: { clause, automatic: true, within: time } } as const;
}

const away = {
  clause,
  every: '1d',
  keep: '7d',
  'point-in-time': { keep: '7d', 'recovery-point': '5m', away: true },
} as const;

const drilled = { clause, every: '1d', keep: '7d', tested: { every: '30d', 'recovery-time': '2h' } } as const;

test.each<[string, Parameters<typeof termsWith>[0], Topology]>([
  ['nothing', {}, 'single-instance'],
  ['surviving a zone', { databases }, 'multi-az-instance'],
  ['an automatic failover', { failover: { clause, automatic: true } }, 'multi-az-instance'],
  ['a failover by hand', { failover: { clause, automatic: false } }, 'single-instance'],
  ['120 s, the longest of an instance', within('120s'), 'multi-az-instance'],
  ['119 s', within('119s'), 'aurora'],
  ['60 s, the longest of Aurora', within('60s'), 'aurora'],
  ['60 s, and restores that are drilled', { ...within('60s'), backups: drilled }, 'multi-az-cluster'],
  ['59 s', within('59s'), 'multi-az-cluster'],
  ['35 s, the longest of a cluster', within('35s'), 'multi-az-cluster'],
  ['any second from another region', { backups: away }, 'single-instance'],
  ['any second from another region, and a standby', { databases, backups: away }, 'multi-az-instance'],
])('%s leads to the cheapest topology that keeps it', (_promise, plan, topology) => {
  expect(chooseTopology(termsWith(plan), here).topology).toBe(topology);
});

test('more than AWS promises for one zone needs a second one', () => {
  const promised = (promise: `${number}%`) =>
    chooseTopology(termsWith({ availability: { clause, commitment: 'contract', promise } }), here).topology;
  expect(promised('99.5%')).toBe('single-instance');
  expect(promised('99.51%')).toBe('multi-az-instance');
});

test('34 s is more than any topology can keep, and the message says what each would take', () => {
  expect(() => chooseTopology(termsWith(within('34s')), here)).toThrow(NoTopologyError);
  expect(() => chooseTopology(termsWith(within('34s')), here)).toThrow(
    /multi-az-cluster: a failover may take 35 s/,
  );
});

test('a fast failover and point-in-time recovery elsewhere exclude each other (fact 7)', () => {
  expect(() => chooseTopology(termsWith({ ...within('60s'), backups: away }), here)).toThrow(NoTopologyError);
});

test('a cluster needs three zones', () => {
  const two = environmentOf({
    primary: { region: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b'] },
  });
  expect(() => chooseTopology(termsWith(within('35s')), two)).toThrow(/needs 3 zones/);
  const sixty = termsWith({ ...within('60s'), backups: drilled });
  expect(() => chooseTopology(sixty, two)).toThrow(/aurora: the restore machine cannot restore it/);
});

test('every topology that was not chosen says why', () => {
  const { rejected } = chooseTopology(termsWith({ databases }), here);
  expect(rejected.map(each => each.topology)).toEqual(['single-instance', 'aurora', 'multi-az-cluster']);
  expect(rejected.every(each => each.reasons.length > 0)).toBe(true);
});

const daily = { clause, every: '1d', keep: '1d' } as const;
const weekly = { clause, every: '7d', keep: '30d', away: {} } as const;
const tenants = [
  { name: 'ash', plan: 'small', placement: 'pooled' },
  { name: 'elm', plan: 'large', placement: 'dedicated' },
] as const;

test('pooled tenants share the database of their plan; a dedicated one has its own', () => {
  const agreement = agreementOf({ small: { backups: daily }, large: { backups: weekly } });
  const pools = poolsOf(agreement, environmentOf({ tenants: [...tenants] }));
  expect(pools.map(pool => [pool.name, pool.plans, pool.tenant])).toEqual([
    ['small', ['small'], undefined],
    ['tenant-elm', ['large'], 'elm'],
  ]);
});

test('a plan without tenants is ready for its first, unless it promises dedicated compute', () => {
  const agreement = agreementOf({ open: {}, closed: { isolation: { clause, compute: 'dedicated' } } });
  expect(sharedPools(agreement, here).map(pool => pool.name)).toEqual(['open']);
  expect(dedicatedPools(agreement, here)).toEqual([]);
});

test('a database shared by plans keeps the strongest of each promise', () => {
  const agreement = agreementOf({ small: { backups: daily }, large: { backups: weekly } });
  const [shared] = sharedPools(agreement, environmentOf({ databases: 'shared' }));
  const backups = shared?.terms.backups;
  expect([backups?.every.text, backups?.keep.text, backups?.away?.keep?.text]).toEqual(['1d', '30d', '30d']);
});

test("a tenant's own terms replace its plan's", () => {
  const agreement = agreementOf({ large: { 'by-contract': ['backups'] } });
  const own = { ...tenants[1], terms: { backups: weekly } };
  const [pool] = dedicatedPools(agreement, environmentOf({ tenants: [own] }));
  expect(pool?.terms.backups?.keep.text).toBe('30d');
});

test('a name that AWS would cut is refused', () => {
  expect(() => namesOf('production', { name: 'x'.repeat(45) })).toThrow(NameTooLongError);
});

test('an explanation names promise, topology and size of every database', () => {
  const agreement = agreementOf({ small: { databases, backups: daily } });
  const [only] = explain(agreement, environmentOf({ tenants: [tenants[0]] }));
  expect(only).toMatchObject({
    database: 'test-small',
    topology: 'multi-az-instance',
    capacity: { instanceClass: 'db.r7g.large' },
  });
  expect(only?.keeps).toContainEqual({
    promise: 'databases.survives',
    because: 'zone-loss: a copy runs in another zone',
  });
});
