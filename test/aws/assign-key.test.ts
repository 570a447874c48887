import type { ApiKey, ApiKeys } from '../../lib/aws/api-keys.ts';
import { assignKey, readAssignment } from '../../lib/aws/assign-key.ts';
import type { Caller } from '../../lib/aws/callers.ts';

/** One region's API Gateway and table, in memory. `failAfter` breaks it once, between two steps. */
class Region {
  readonly keys = new Map<string, ApiKey>();
  readonly plans = new Map<string, string>();
  readonly callers = new Map<string, Caller>();
  readonly remaining: number[] = [];
  failAfter: 'move' | undefined;
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  api(): ApiKeys {
    return {
      ensure: async (name, value) => {
        const key = this.keys.get(name) ?? {
          id: `${this.name}-${name}`,
          value: value ?? `secret-of-${name}`,
        };
        this.keys.set(name, key);
        return key;
      },
      move: async (keyId, plan) => {
        const moved = this.plans.get(keyId) !== plan;
        this.plans.set(keyId, plan);
        if (this.failAfter === 'move') {
          this.failAfter = undefined;
          throw new Error('crashed');
        }
        return { moved, planId: plan };
      },
      setRemaining: async (_plan, _key, calls) => void this.remaining.push(calls),
      usage: async () => [],
      planId: async plan => plan,
    };
  }
}

function world() {
  const regions = { one: new Region('one'), two: new Region('two') };
  const at = (name: string) => (name === 'one' ? regions.one : regions.two);
  const assign = (plan: string, calls = 1000) =>
    assignKey(
      { tenant: 'oak', plan },
      {
        environment: 'test',
        regions: ['one', 'two'],
        plan: { calls: { calls, window: 'month' }, warnAt: [], counted: false },
        usagePlan: `test-${plan}`,
        keysIn: region => at(region).api(),
        callersIn: region => ({
          find: async key => at(region).callers.get(key),
          put: async (key, caller) => void at(region).callers.set(key, caller),
          all: async () => [...at(region).callers.values()],
        }),
      },
    );
  return { regions, assign };
}

test('one key value in every region, so that it works after a failover', async () => {
  const { regions, assign } = world();
  expect(await assign('small')).toEqual({ keys: { one: 'one-test-oak', two: 'two-test-oak' } });
  const values = [regions.one, regions.two].map(region => region.keys.get('test-oak')?.value);
  expect(new Set(values).size).toBe(1);
  expect(regions.two.callers.get('secret-of-test-oak')).toMatchObject({ tenant: 'oak', plan: 'small' });
});

test('repeating it changes nothing, and does not fill the quota again', async () => {
  const { regions, assign } = world();
  await assign('small');
  await assign('small');
  expect(regions.one.remaining).toEqual([1000]);
  expect(regions.one.keys.size).toBe(1);
});

test('an upgrade is usable at once: another plan and its whole quota', async () => {
  const { regions, assign } = world();
  await assign('small');
  await assign('large', 50_000);
  expect(regions.one.plans.get('one-test-oak')).toBe('test-large');
  expect(regions.one.remaining.at(-1)).toBe(50_000);
  expect(regions.one.callers.get('secret-of-test-oak')?.plan).toBe('large');
});

test('after a crash between two steps, calling again finishes it', async () => {
  const { regions, assign } = world();
  regions.one.failAfter = 'move';
  await expect(assign('small')).rejects.toThrow('crashed');
  await assign('small');
  expect(regions.one.callers.size).toBe(1);
  expect(regions.two.callers.size).toBe(1);
});

test.each([null, 'oak', {}, { tenant: 'oak' }, { tenant: 1, plan: 'small' }])(
  '%j is no assignment',
  event => {
    expect(() => readAssignment(event)).toThrow(TypeError);
  },
);
