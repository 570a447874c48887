import fc from 'fast-check';
import { teardown } from '../../lambdas/recovery-teardown.ts';
import type { Rds } from '../../lib/aws/recovery/ports.ts';
import { claimOn, replacedIdentifier, TAGS, targetIdentifier } from '../../lib/promises/recovery/identity.ts';
import { crashed, nextStep, STEPS } from '../../lib/promises/recovery/machine.ts';
import { choosePoint } from '../../lib/promises/recovery/point.ts';
import { reasonOfFailure } from '../../lib/promises/recovery/reasons.ts';
import { reportOf } from '../../lib/promises/recovery/report.ts';
import { compareRows } from '../../lib/promises/recovery/rows.ts';
import { parityOf, SETTING_NAMES } from '../../lib/promises/recovery/settings.ts';
import type { RestoreState } from '../../lib/promises/recovery/state.ts';
import { SETTINGS } from './simulation/scripted-rds.ts';

const at = (time: string) => new Date(`2026-11-21T${time}Z`);

const STATE: RestoreState = {
  target: 'orders-drill',
  reasons: [],
  phases: [],
  request: {
    run: 'r',
    mode: 'drill',
    source: 'orders',
    to: 'latest',
    startedAt: at('10:00:00').toISOString(),
    accidentAt: at('09:59:00').toISOString(),
    promised: { recoveryTime: 3600, recoveryPoint: 300 },
    checks: {
      database: 'orders',
      application: { sql: 'select 1', answer: '[]' },
      indexes: [],
      markers: { table: 'markers', column: 'at' },
      withinSeconds: 60,
    },
    pace: { every: 30, patience: 60 },
    lease: 3600,
  },
};

const VALIDATION = {
  rows: { expected: 3, restored: 3, missing: 0, extra: 0, changed: 0 },
  answeredAt: at('10:30:00').toISOString(),
  newestMarker: at('09:58:00').toISOString(),
  parity: parityOf(SETTINGS, SETTINGS).map(line => ({ ...line })),
};

describe('the point to restore to', () => {
  const continuous = { earliest: at('09:00:00'), latest: at('09:55:00') };
  const snapshot = (time: string) => ({ arn: `snapshot:${time}`, takenAt: at(time) });
  const now = at('10:00:00');
  const only = { continuous, snapshots: [] };
  const copies = { continuous: undefined, snapshots: [snapshot('08:00:00'), snapshot('09:30:00')] };
  const mixed = { continuous: { ...continuous, arn: 'auto-backup' }, snapshots: [snapshot('08:00:00')] };

  test.each([
    ['latest', 'at'],
    [at('09:30:00').toISOString(), 'at'],
    [at('09:55:00').toISOString(), 'at'],
    [at('09:58:00').toISOString(), 'wait'],
    [at('08:59:59').toISOString(), 'impossible'],
    [at('10:00:01').toISOString(), 'impossible'],
  ])('%s is %s', (to, kind) => expect(choosePoint(to, only, now).kind).toBe(kind));

  test('nothing is assumed where RDS names no time yet', () => {
    const empty = { continuous: { earliest: undefined, latest: undefined }, snapshots: [] };
    expect(choosePoint('latest', empty, now).kind).toBe('wait');
    expect(choosePoint(at('09:30:00').toISOString(), empty, now).kind).toBe('wait');
  });

  test.each([
    ['latest', copies, 'snapshot:09:30:00', '09:30:00'],
    [at('09:29:59').toISOString(), copies, 'snapshot:08:00:00', '08:00:00'],
    ['latest', mixed, 'auto-backup', '09:55:00'],
    [at('08:30:00').toISOString(), mixed, 'snapshot:08:00:00', '08:00:00'],
    [at('09:10:00').toISOString(), mixed, 'auto-backup', '09:10:00'],
  ])('%s is taken from whichever backup has it', (to, backups, arn, time) => {
    expect(choosePoint(to, backups, now)).toMatchObject({ kind: 'at', time: at(time), origin: { arn } });
  });

  test('a newer snapshot wins over a continuous backup that lags behind', () => {
    const newer = { ...mixed, snapshots: [snapshot('09:58:00')] };
    expect(choosePoint('latest', newer, now)).toMatchObject({ origin: { kind: 'snapshot' } });
  });

  test('before the first snapshot nothing can be restored', () => {
    expect(choosePoint(at('07:00:00').toISOString(), copies, now)).toMatchObject({
      kind: 'impossible',
      reason: { code: 'before-first-backup' },
    });
  });

  test('never later than asked for, whatever there is', () => {
    const time = fc.integer({ min: 0, max: 3600 }).map(s => new Date(at('09:00:00').getTime() + s * 1000));
    const backups = fc.record({
      continuous: fc.option(fc.record({ earliest: time, latest: time }), { nil: undefined }),
      snapshots: fc.array(time.map(takenAt => ({ arn: 's', takenAt }))),
    });
    fc.assert(
      fc.property(time, backups, (to, found) => {
        const choice = choosePoint(to.toISOString(), found, now);
        expect(choice.kind !== 'at' || choice.time <= to).toBe(true);
      }),
    );
  });
});

describe('identity', () => {
  test('the target depends on nothing but the database, and is an identifier that RDS takes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]([a-z0-9]|-[a-z0-9]){0,40}$/), fc.string(), (source, run) => {
        for (const id of [targetIdentifier(source, 'drill'), replacedIdentifier(source, run)]) {
          expect(id).toMatch(/^[a-z](?!.*--)[a-z0-9-]{0,62}$/);
          expect(id.endsWith('-')).toBe(false);
        }
      }),
    );
  });

  test.each([
    [{ [TAGS.run]: 'r' }, 'mine'],
    [{ [TAGS.run]: 'r', [TAGS.execution]: 'e' }, 'mine'],
    [{ [TAGS.run]: 'r', [TAGS.execution]: 'other' }, 'duplicate'],
    [{ [TAGS.run]: 'r', [TAGS.execution]: 'other', [TAGS.expires]: at('09:00:00').toISOString() }, 'expired'],
    [{ [TAGS.run]: 'other', [TAGS.expires]: at('11:00:00').toISOString() }, 'busy'],
    [{ [TAGS.run]: 'other', [TAGS.expires]: at('09:00:00').toISOString() }, 'expired'],
    [{ [TAGS.run]: 'other' }, 'busy'],
    [{}, 'foreign'],
  ])('%j is %s', (tags, claim) => {
    const claimant = { run: 'r', mode: 'drill', execution: 'e' } as const;
    expect(claimOn(tags, claimant, at('10:00:00'))).toBe(claim);
  });

  test('a second execution of a recovery goes on with what the first has made', () => {
    const tags = { [TAGS.run]: 'r', [TAGS.execution]: 'other' };
    const claimant = { run: 'r', mode: 'recovery', execution: 'e' } as const;
    expect(claimOn(tags, claimant, at('10:00:00'))).toBe('mine');
  });
});

test('rows: every difference is counted once, whatever the tables hold', () => {
  const rows = fc
    .dictionary(fc.string({ maxLength: 3 }), fc.constantFrom('a', 'b'))
    .map(o => new Map(Object.entries(o)));
  fc.assert(
    fc.property(rows, rows, (expected, restored) => {
      const found = compareRows(expected, restored);
      expect(found.expected - found.missing + found.extra).toBe(found.restored);
      const same = JSON.stringify([...expected].sort()) === JSON.stringify([...restored].sort());
      expect(found.missing + found.extra + found.changed === 0).toBe(same);
    }),
  );
});

test('parity: losing any one setting shows, and order within a list does not', () => {
  expect(
    parityOf({ ...SETTINGS, securityGroups: ['a', 'b'] }, { ...SETTINGS, securityGroups: ['b', 'a'] }).every(
      line => line.same,
    ),
  ).toBe(true);
  for (const name of SETTING_NAMES) {
    const value = SETTINGS[name];
    const other = Array.isArray(value)
      ? [...value, 'x']
      : typeof value === 'boolean'
        ? !value
        : typeof value === 'number'
          ? value + 1
          : 'other';
    const lost = parityOf(SETTINGS, { ...SETTINGS, [name]: other }).filter(line => !line.same);
    expect(lost.map(line => line.setting)).toEqual([name]);
  }
});

test.each([
  ['The archive has a gap: WAL segment number 7 is missing.', 'archive-gap'],
  ['invalid magic number 5A5A in WAL segment', 'wal-corrupt'],
  ['The base backup is truncated: base/5/1 has 1 bytes of 2.', 'base-truncated'],
  ['KMSKeyNotAccessibleFault: no', 'key-not-accessible'],
  ['recovery ended before configured recovery target was reached', 'after-last-change'],
  ['something else', 'restore-failed'],
])('"%s" is %s', (said, code) => expect(reasonOfFailure([said]).code).toBe(code));

describe('the report', () => {
  test('is green when everything was measured and kept', () => {
    const report = reportOf({ ...STATE, validation: VALIDATION });
    expect(report).toMatchObject({ ok: true, reasons: [], rto: { measured: 1800 }, rpo: { measured: 60 } });
  });

  test.each([
    ['nothing was validated', {}],
    ['no query was answered', { validation: { ...VALIDATION, answeredAt: undefined } }],
    ['no marker came back', { validation: { ...VALIDATION, newestMarker: undefined } }],
    [
      'it took longer than promised',
      { validation: { ...VALIDATION, answeredAt: at('11:00:01').toISOString() } },
    ],
    [
      'more was lost than promised',
      { validation: { ...VALIDATION, newestMarker: at('09:53:59').toISOString() } },
    ],
    ['a step found something', { validation: VALIDATION, reasons: [{ code: 'lost-index', says: 'x' }] }],
  ])('is red when %s', (_, changes) => {
    const report = reportOf({ ...STATE, ...changes });
    expect(report.ok).toBe(false);
    expect(report.reasons).not.toEqual([]);
  });
});

describe('the machine', () => {
  test('goes through every step of a drill while green, and never takes over', () => {
    const names: string[] = [];
    for (let step = nextStep(undefined, STATE); step; step = nextStep(step.name, STATE))
      names.push(step.name);
    expect(names).toEqual(['choose-point', 'restore', 'wait', 'validate', 'teardown', 'measure']);
  });

  test('after any step that fails, what always runs still runs', () => {
    for (const { name } of STEPS.filter(step => step.runs === 'while-green')) {
      expect(nextStep(name, crashed(STATE, name, 'x'))?.name).toBe('teardown');
    }
  });
});

test('a drill that is to be looked at leaves what it restored, and a sweep finds it by its lease', async () => {
  const untouched = new Proxy(
    {},
    { get: (_rds, call) => () => Promise.reject(new Error(String(call))) },
  ) as Rds;
  const kept = { ...STATE, request: { ...STATE.request, keep: true } };
  expect(await teardown(kept, { rds: untouched })).toEqual({ kind: 'done' });
  await expect(teardown(STATE, { rds: untouched })).rejects.toThrow('find');
});
