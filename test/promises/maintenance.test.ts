import fc from 'fast-check';
import { judgeExclusions } from '../../lib/promises/availability/exclusions.ts';
import { instantOf, isoOf } from '../../lib/promises/availability/month.ts';
import { nextLine } from '../../lib/promises/incidents/log.ts';
import type { MaintenanceSaid } from '../../lib/promises/maintenance/requests.ts';
import {
  claimsOf,
  dueExclusions,
  exclusionOf,
  maintenanceSetting,
  maintenanceTerms,
  refusedMaintenance,
  standings,
} from '../../lib/promises/maintenance/rules.ts';
import { type MaintenanceLine, windowsIn } from '../../lib/promises/maintenance/window.ts';
import { agreementOf, environmentOf } from './fixture.data.ts';

const clause = 'T-1';
const HOUR = 3600;
/** A Friday noon in Berlin, the day before a weekend. */
const NOW = instantOf('2026-11-20T11:00:00Z');
const SATURDAY = instantOf('2026-11-21T12:00:00Z');

const measured = {
  order: 'exclude-first',
  scope: 'run-across-month',
  missing: 'as-up',
  denominator: 'total',
  'counts-after': '0m',
  combine: 'each',
} as const;

type Said = MaintenanceSaid & { at?: number };
const AGREEMENT = agreementOf({
  gold: {
    availability: {
      ...{ clause, commitment: 'contract', promise: '99.9%', per: 'calendar-month', measured },
      excludes: [{ kind: 'maintenance', notice: '24h' }, { kind: 'customer' }],
    },
    maintenance: {
      clause,
      kinds: {
        scheduled: { notice: '24h', 'lasts-under': '1h', when: 'weekends', downtime: true },
        emergency: { notice: 'best-effort', downtime: true },
        silent: { notice: 'none', downtime: false },
      },
    },
  },
  free: {},
});
const TERMS = {
  zone: 'Europe/Berlin',
  components: ['web', 'queue'],
  plans: maintenanceTerms(AGREEMENT, environmentOf()),
};

function said(...all: readonly Said[]): readonly MaintenanceLine[] {
  const lines: MaintenanceLine[] = [];
  for (const { at = NOW, ...what } of all)
    lines.push(nextLine(lines, { id: 'm', by: 'ada', at, said: what }));
  return lines;
}

function announced(from: number, hours = 0.5, kind = 'scheduled'): MaintenanceSaid {
  return { action: 'announce', title: 'Upgrade', kind, from: isoOf(from), until: isoOf(from + hours * HOUR) };
}

function changed(from: number, hours = 0.5): MaintenanceSaid {
  return { action: 'change', from: isoOf(from), until: isoOf(from + hours * HOUR) };
}

function refused(what: MaintenanceSaid, lines: readonly MaintenanceLine[] = [], now = NOW) {
  return refusedMaintenance(lines, { id: 'm', by: 'ada', said: what }, TERMS, now)?.refused;
}

describe('what may be announced', () => {
  test('a window within its kind, however short the notice', () => {
    expect(refused(announced(SATURDAY))).toBeUndefined();
    expect(refused(announced(NOW + 60, 5, 'emergency'))).toBeUndefined();
  });

  test.each<[string, MaintenanceSaid, RegExp]>([
    ['of an unknown kind', announced(SATURDAY, 0.5, 'urgent'), /known: scheduled, emergency, silent/],
    ['as long as it must be shorter than', announced(SATURDAY, 1), /less than 1h/],
    ['on a working day', announced(NOW + HOUR), /on weekends, by the clock of Europe\/Berlin/],
    ['over a weekend’s end', announced(instantOf('2026-11-22T22:45:00Z')), /on weekends/],
    ['that ends before it starts', announced(SATURDAY, -1), /end before/],
    ['that is over', announced(NOW - HOUR, 0.5, 'emergency'), /over already/],
    [
      'of an unknown component',
      { ...announced(SATURDAY), components: ['disk'] } as MaintenanceSaid,
      /known: web, queue/,
    ],
  ])('a window %s is refused', (_name, what, reason) => {
    expect(refused(what)).toMatch(reason);
  });

  test('nothing that was announced is written over', () => {
    const lines = said(announced(SATURDAY));
    expect(refused(announced(SATURDAY), lines)).toMatch(/already/);
    expect(refused(changed(SATURDAY), lines, SATURDAY + HOUR)).toMatch(/stays as it is/);
    expect(refused({ action: 'cancel' }, said(announced(SATURDAY), { action: 'cancel' }))).toMatch(
      /was cancelled/,
    );
    expect(refused({ action: 'cancel' })).toMatch(/announce it first/);
  });
});

describe('since when customers know', () => {
  const since = (...all: readonly Said[]) => windowsIn(said(...all))[0]?.announced;

  test('of a window that was cut: since the first announcement', () => {
    expect(since(announced(SATURDAY), { ...changed(SATURDAY + 600, 0.2), at: NOW + 5 })).toBe(NOW);
  });

  test('of one that was moved, became longer or concerns more: since that change', () => {
    expect(since(announced(SATURDAY), { ...changed(SATURDAY - HOUR), at: NOW + 5 })).toBe(NOW + 5);
    expect(since(announced(SATURDAY, 0.2), { ...changed(SATURDAY, 0.3), at: NOW + 5 })).toBe(NOW + 5);
    const web = { ...announced(SATURDAY), components: ['web'] } as MaintenanceSaid;
    expect(since(web, { ...changed(SATURDAY), at: NOW + 5 })).toBe(NOW + 5);
  });

  test('no change ever makes an announcement older, nor younger than itself', () => {
    const step = fc.record({
      shift: fc.integer({ min: -7200, max: 7200 }),
      hours: fc.constantFrom(0.1, 0.5, 0.9),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), steps => {
        const changes = steps.map(({ shift, hours }, at) => ({
          ...changed(SATURDAY + shift, hours),
          at: NOW + (at + 1) * 60,
        }));
        const window = windowsIn(said(announced(SATURDAY), ...changes))[0];
        const known = [{ ...announced(SATURDAY), at: NOW }, ...changes].filter(
          line =>
            line.action !== 'cancel' &&
            instantOf(line.from) <= (window?.from ?? 0) &&
            (window?.until ?? 0) <= instantOf(line.until),
        );
        expect(window?.announced).toBeGreaterThanOrEqual(Math.min(...known.map(({ at }) => at)));
        expect(window?.announced).toBeLessThanOrEqual(NOW + steps.length * 60);
      }),
    );
  });
});

describe('what does not count', () => {
  const window = (...all: readonly Said[]) => {
    const [found] = windowsIn(said(...all));
    if (!found) throw new Error('no window');
    return found;
  };
  const standing = (...all: readonly Said[]) => standings(window(...all), TERMS);

  test('a window with the notice that was agreed, and not a second less', () => {
    expect(standing({ ...announced(SATURDAY), at: SATURDAY - 24 * HOUR })).toEqual({ gold: null });
    expect(standing({ ...announced(SATURDAY), at: SATURDAY - 24 * HOUR + 1 }).gold).toMatch(
      /24 h are required/,
    );
  });

  test('an emergency counts, and so does maintenance that promises no downtime', () => {
    expect(standing(announced(NOW + 60, 2, 'emergency')).gold).toMatch(/24 h are required/);
    expect(standing({ ...announced(SATURDAY, 0.5, 'silent'), at: NOW - 90 * HOUR }).gold).toMatch(
      /no downtime/,
    );
  });

  test('one that was cancelled: nothing before it began, and the time until then when it had', () => {
    const early = { ...announced(SATURDAY), at: NOW - 24 * HOUR };
    expect(standing(early, { action: 'cancel', at: NOW }).gold).toMatch(/cancelled before/);
    const late = window(early, { action: 'cancel', at: SATURDAY + 600 });
    expect(exclusionOf(late)).toMatchObject({ start: SATURDAY, end: SATURDAY + 600 });
  });

  test('only what is over and valid is handed to the measurement', () => {
    const early = { ...announced(SATURDAY), at: NOW - 24 * HOUR };
    const windows = [window(early)];
    expect(dueExclusions(windows, TERMS, SATURDAY + 1799)).toEqual([]);
    expect(dueExclusions(windows, TERMS, SATURDAY + 1800)).toEqual([exclusionOf(window(early))]);
    expect(dueExclusions([window(announced(SATURDAY))], TERMS, SATURDAY + HOUR)).toEqual([
      exclusionOf(window(announced(SATURDAY))),
    ]);
    expect(
      dueExclusions([window({ ...announced(SATURDAY), at: SATURDAY - HOUR })], TERMS, SATURDAY * 2),
    ).toEqual([]);
  });

  test('what is handed over is judged there by the same formula, with the same answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2 * HOUR, max: 60 * HOUR }), ahead => {
        const found = window({ ...announced(SATURDAY), at: SATURDAY - ahead });
        const { refused: against } = judgeExclusions([exclusionOf(found)], TERMS.plans.gold?.excludes ?? []);
        expect(dueExclusions([found], TERMS, SATURDAY * 2)).toHaveLength(against.length === 0 ? 1 : 0);
      }),
    );
  });

  test('the page shows every window with downtime, whatever its notice', () => {
    const windows = [window(announced(NOW + 60, 2, 'emergency')), window(announced(SATURDAY, 0.5, 'silent'))];
    expect(claimsOf(windows, TERMS).map(({ start }) => start)).toEqual([NOW + 60]);
  });
});

test('what the functions are given is what was agreed, plan by plan; who agreed nothing is left out', () => {
  expect(Object.keys(TERMS.plans)).toEqual(['gold']);
  expect(TERMS.plans.gold?.excludes.map(({ kind }) => kind)).toEqual(['maintenance']);
  const text = { zone: 'Etc/UTC', components: [], plans: { a: { kinds: {}, excludes: [] } } };
  expect(maintenanceSetting.parse(text)).toEqual(text);
});

test('notice by the clock of a zone: a day ahead is enough on the day that has 23 hours', () => {
  const term = { kind: 'maintenance', notice: { text: '24h', seconds: 24 * HOUR } } as const;
  const start = instantOf('2026-03-29T10:00:00Z');
  const claim = { id: 'm', kind: 'maintenance', start, end: start + HOUR, announced: start - 23 * HOUR };
  const accepted = (terms: Parameters<typeof judgeExclusions>[1]) => judgeExclusions([claim], terms).accepted;
  expect(accepted([term])).toEqual([]);
  expect(accepted([{ ...term, 'notice-zone': 'Europe/Berlin' }])).toHaveLength(1);
});
