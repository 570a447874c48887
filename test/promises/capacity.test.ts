import fc from 'fast-check';
import { capacityOf, INSTANCE_CLASSES, UnknownCapacityError } from '../../lib/promises/capacity/rules.ts';
import { poolsOf } from '../../lib/promises/databases/pools.ts';
import { TOPOLOGIES } from '../../lib/promises/databases/topologies.ts';
import type { EnvironmentInput } from '../../lib/promises/environment.ts';
import { agreementOf, environmentOf } from './fixture.data.ts';

const agreement = agreementOf({
  reserved: {
    capacity: {
      clause: 'T-1',
      reserved: ['cpu', 'memory'],
      sizes: {
        small: { 'data-below': '1GB', 'price-per-day': 'by-quote' },
        large: { 'data-below': '100GB', 'price-per-day': 'by-quote' },
        'extra-large': { 'price-per-day': 'by-quote' },
      },
    },
  },
});

type TenantInput = EnvironmentInput['tenants'][number];

function sized(tenants: readonly Partial<TenantInput>[], own: Partial<EnvironmentInput> = {}) {
  const named = tenants.map((tenant, index) => ({
    name: `t${index}`,
    plan: 'reserved',
    placement: 'dedicated' as const,
    ...tenant,
  }));
  const environment = environmentOf({ tenants: named, ...own });
  const [pool] = poolsOf(agreement, environment);
  if (!pool) throw new Error('no pool');
  return capacityOf(pool, 'multi-az-instance', environment);
}

test.each([
  ['small', 'db.m7g.large', 20],
  ['large', 'db.r7g.4xlarge', 200],
  ['8GB', 'db.m7g.large', 20],
  ['9GB', 'db.r7g.large', 20],
  ['200GB', 'db.r7g.8xlarge', 400],
] as const)('%s is held by the memory of %s', (capacity, name, storageGiB) => {
  expect(sized([{ capacity }])).toMatchObject({ instanceClass: { name }, storageGiB });
});

test('a pooled database is sized for its plan, or for its tenants together when that is more', () => {
  const pooled = { placement: 'pooled' } as const;
  expect(sized([pooled]).dataGiB).toBe(10);
  expect(sized([pooled], { 'pooled-data': '50GB' }).dataGiB).toBe(50);
  expect(
    sized([
      { ...pooled, capacity: '60GB' },
      { ...pooled, capacity: 'small' },
    ]).dataGiB,
  ).toBe(61);
});

test.each(['extra-large', 'medium', '900GB'])('a capacity of %s cannot be built as it is', capacity => {
  expect(() => sized([{ capacity }])).toThrow(UnknownCapacityError);
});

test('no class lends its CPU, and each topology offers the same memory', () => {
  const all = TOPOLOGIES.flatMap(topology => INSTANCE_CLASSES[topology]);
  expect(all.filter(each => each.name.startsWith('db.t'))).toEqual([]);
  expect(INSTANCE_CLASSES['multi-az-cluster'].map(each => each.name)).toContain('db.m6gd.large');
});

test('whatever the amount, memory holds the data and the next smaller class would not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 512 }), gib => {
      const { instanceClass } = sized([{ capacity: `${gib}GB` }]);
      const smaller = INSTANCE_CLASSES['multi-az-instance'].filter(
        each => each.memoryGiB < instanceClass.memoryGiB,
      );
      return instanceClass.memoryGiB >= gib && smaller.every(each => each.memoryGiB < gib);
    }),
  );
});
