import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseQuota } from '../../lib/agreement/units/index.ts';
import { defineAgreement } from '../../lib/promises/agreement.ts';
import { admit, bucketOf } from '../../lib/promises/limits/bucket.ts';
import { decide, type LimitStore } from '../../lib/promises/limits/decide.ts';
import { numbersAbove } from '../../lib/promises/limits/payload.ts';
import { limitPlanOf, planOf, plansSetting } from '../../lib/promises/limits/plans-setting.ts';
import {
  gatewayQuota,
  gatewayThrottle,
  type Limits,
  needsOwnCounter,
  shareOf,
  warningsDue,
} from '../../lib/promises/limits/rules.ts';
import { windowAt } from '../../lib/promises/limits/windows.ts';
import { ROOT } from '../../lib/root.ts';

/** The limits of a plan written as an agreement writes them. */
function limitsOf(limits: object): Limits {
  const agreement = defineAgreement({
    agreement: 'limits',
    version: 1,
    effective: '2026-01-01',
    zone: 'Etc/UTC',
    currency: 'EUR',
    clauses: { 'L-1': 'Limits.' },
    plans: { only: { limits: { clause: 'L-1', calls: 'unlimited', ...limits } } },
  });
  const found = agreement.plans.only?.limits;
  if (!found) throw new Error('no limits');
  return found;
}

/** A store in memory that decides as the table's conditional writes do. */
function memory(): LimitStore & { readonly calls: Map<string, number> } {
  const calls = new Map<string, number>();
  const arrivals = new Map<string, number>();
  return {
    calls,
    take: async (owner, window, limit) => {
      const key = `${owner} ${window.name}`;
      const used = calls.get(key) ?? 0;
      if (used >= limit) return false;
      calls.set(key, used + 1);
      return true;
    },
    giveBack: async (owner, window) => {
      const key = `${owner} ${window.name}`;
      calls.set(key, (calls.get(key) ?? 0) - 1);
    },
    pour: async (owner, bucket, now) => {
      const next = admit(bucket, arrivals.get(owner), now);
      if (next === undefined) return false;
      arrivals.set(owner, next);
      return true;
    },
  };
}

describe('warnings', () => {
  const { vectors }: { vectors: { id: string; input: object; expected: object }[] } = JSON.parse(
    readFileSync(join(ROOT, 'test', 'data', 'vectors.json'), 'utf8'),
  );
  const vector = vectors.find(({ id }) => id === 'Q02');

  test('vector Q02: each alert fires once, when usage reaches it; refused calls do not consume', async () => {
    const { limit, requests, alerts } = Object.assign({ limit: 0, requests: 0, alerts: [0] }, vector?.input);
    const plan = planOf(
      plansSetting([{ plan: 'p', limits: limitsOf({ calls: `${limit}/month`, hard: true }) }]),
      {
        plan: 'p',
        tenant: 't',
      },
    );
    if (!plan) throw new Error('no plan');
    const store = memory();
    const at = alerts.map(share => shareOf(`${share}%`));
    const fired: Record<string, number> = {};
    let accepted = 0;
    for (let call = 1; call <= requests; call++) {
      if (!(await decide(store, 't', plan, 'Etc/UTC', 0)).allowed) continue;
      for (const share of warningsDue(limit, accepted, accepted + 1, at)) fired[share.text] = accepted + 1;
      accepted += 1;
    }
    expect({
      alert80AtRequest: fired['80%'],
      alert100AtRequest: fired['100%'],
      accepted,
      rejected429: requests - accepted,
    }).toEqual(vector?.expected);
  });

  test('however usage is sampled, each share is warned of exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }), steps => {
        let usage = 0;
        const warned: string[] = [];
        for (const step of steps) {
          const after = Math.min(1000, usage + step);
          warned.push(
            ...warningsDue(1000, usage, after, [shareOf('80%'), shareOf('99.9%')]).map(each => each.text),
          );
          usage = after;
        }
        expect(warned).toEqual([...(usage >= 800 ? ['80%'] : []), ...(usage >= 999 ? ['99.9%'] : [])]);
      }),
    );
  });
});

describe('hard limits', () => {
  test('a bucket lets the burst pass at once, and then one call per spacing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (rate, burst) => {
        const bucket = bucketOf(limitsOf({ rate: `${rate}/s`, burst }));
        if (!bucket) throw new Error('no bucket');
        let arrival: number | undefined;
        let passed = 0;
        for (let call = 0; call < burst + 20; call++) {
          const next = admit(bucket, arrival, 1_767_225_600_000_000);
          if (next === undefined) continue;
          arrival = next;
          passed += 1;
        }
        expect(passed).toBe(burst);
      }),
    );
  });

  test('in any time no more than burst plus rate times the time passes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }), gaps => {
        const bucket = { spacing: 100, tolerance: 4_900 };
        let now = 0;
        let arrival: number | undefined;
        let passed = 0;
        for (const gap of gaps) {
          now += gap;
          const next = admit(bucket, arrival, now);
          if (next === undefined) continue;
          arrival = next;
          passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(50 + Math.floor(now / 100));
      }),
    );
  });

  test('a call that the rate refuses gives its quota back', async () => {
    const limits = limitsOf({ calls: '10/day', rate: '1/s', burst: 1, hard: true });
    const plan = plansSetting([{ plan: 'p', limits }]).p;
    const store = memory();
    if (!plan) throw new Error('no plan');
    expect(await decide(store, 't', plan, 'Etc/UTC', 0)).toEqual({ allowed: true });
    expect(await decide(store, 't', plan, 'Etc/UTC', 0)).toMatchObject({
      allowed: false,
      why: 'rate',
      retryAfter: 1,
    });
    expect([...store.calls.values()]).toEqual([1]);
  });

  test('over the quota, Retry-After reaches to the next window in the zone of the agreement', async () => {
    const plan = plansSetting([{ plan: 'p', limits: limitsOf({ calls: '0/day', hard: true }) }]).p;
    if (!plan) throw new Error('no plan');
    const at = Date.parse('2026-07-01T21:30:00Z');
    expect(await decide(memory(), 't', plan, 'Europe/Helsinki', at)).toMatchObject({
      retryAfter: 23.5 * 3600,
    });
    expect(await decide(memory(), 't', plan, 'Etc/UTC', at)).toMatchObject({ retryAfter: 2.5 * 3600 });
  });
});

describe('windows', () => {
  test.each([
    ['2026-03-29T12:00:00Z', 23],
    ['2026-10-25T12:00:00Z', 25],
    ['2026-06-01T12:00:00Z', 24],
  ])('the day of %s in Helsinki has %d hours', (at, hours) => {
    const { startsAt, endsAt } = windowAt(Date.parse(at) / 1000, 'day', 'Europe/Helsinki');
    expect((endsAt - startsAt) / 3600).toBe(hours);
  });

  test('an hour that happens twice is two windows', () => {
    const first = windowAt(Date.parse('2026-11-01T05:30:00Z') / 1000, 'hour', 'America/New_York');
    const second = windowAt(Date.parse('2026-11-01T06:30:00Z') / 1000, 'hour', 'America/New_York');
    expect(first.name).not.toBe(second.name);
    expect(first.endsAt).toBe(second.startsAt);
  });

  test('every instant is in its window, and windows of a kind meet', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_600_000_000, max: 1_900_000_000 }),
        fc.constantFrom('hour', 'day', 'week', 'month'),
        fc.constantFrom('America/New_York', 'Europe/Helsinki', 'Etc/UTC'),
        (at, kind, zone) => {
          const window = windowAt(at, kind, zone);
          expect(window.startsAt <= at && at < window.endsAt).toBe(true);
          expect(windowAt(window.endsAt, kind, zone).startsAt).toBe(window.endsAt);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('numbersAbove matches exactly the numbers above', () => {
  const expression = new RegExp(numbersAbove(6_291_456));
  for (const below of ['0', '7', '999999', '6291455', '6291456']) expect(expression.test(below)).toBe(false);
  for (const above of ['6291457', '6291460', '7000000', '10000000', '99999999999']) {
    expect(expression.test(above)).toBe(true);
  }
  fc.assert(
    fc.property(fc.nat(99_999_999), fc.nat(99_999_999), (limit, number) => {
      expect(new RegExp(numbersAbove(limit)).test(String(number))).toBe(number > limit);
    }),
  );
});

describe('what API Gateway can do itself', () => {
  test.each([
    ['5000/month', { limit: 5000, period: 'MONTH' }],
    ['40000/day', { limit: 40_000, period: 'DAY' }],
    ['7/week', { limit: 7, period: 'WEEK' }],
    ['1000/hour', undefined],
    ['unlimited', undefined],
  ])('%s', (calls, expected) => {
    expect(gatewayQuota(limitsOf({ calls }))).toEqual(expected);
  });

  test('a rate without a burst lets one second pass at once', () => {
    expect(gatewayThrottle(limitsOf({ rate: '5/s' }))).toEqual({ rateLimit: 5, burstLimit: 5 });
    expect(gatewayThrottle(limitsOf({}))).toBeUndefined();
  });

  test('hours and hard limits need a counter of our own', () => {
    expect(needsOwnCounter(limitsOf({ calls: parseQuota('1/hour').text }))).toBe(true);
    expect(needsOwnCounter(limitsOf({ calls: '1/day', hard: true }))).toBe(true);
    expect(needsOwnCounter(limitsOf({ calls: '1/day' }))).toBe(false);
  });
});

test("a tenant's own limits win over its plan's", () => {
  const setting = plansSetting([
    { plan: 'p', limits: limitsOf({ calls: '1/day' }) },
    { plan: 'p', tenant: 't', limits: limitsOf({ calls: '2/day' }) },
  ]);
  expect(planOf(setting, { plan: 'p', tenant: 't' })?.calls?.calls).toBe(2);
  expect(planOf(setting, { plan: 'p', tenant: 'u' })?.calls?.calls).toBe(1);
  expect(limitPlanOf(setting, { plan: 'p', tenant: 'u' })).toEqual({ plan: 'p' });
});
