import fc from 'fast-check';
import { beginFailover, UnknownServiceError } from '../../lib/promises/failover/begin.ts';
import {
  type Change,
  claim,
  divert,
  fence,
  firstLease,
  type Lease,
  NOBODY,
  open,
  release,
  rollBack,
} from '../../lib/promises/failover/lease.ts';
import { looksInRow, type Signal, verdictOf } from '../../lib/promises/failover/quorum.ts';
import { witnessFor } from '../../lib/promises/failover/regions.ts';
import { armed, needsPerson, runName, watchDecision } from '../../lib/promises/failover/watch.ts';

const MOVE = { run: 'r1', mode: 'failover', from: 'us-east-1', to: 'us-west-2' } as const;
const HOME = firstLease('shop', MOVE.from);

function after(lease: Lease, ...changes: ((lease: Lease) => Change)[]): Lease {
  return changes.reduce((now, change) => {
    const wanted = change(now);
    if (wanted.kind === 'refused') throw new Error(wanted.says);
    return wanted.kind === 'write' ? wanted.next : now;
  }, lease);
}

const says = (word: string): Signal['says'] => (word === 'up' || word === 'down' ? word : 'unknown');
const signals = (...words: string[]): Signal[] =>
  words.map((word, at) => ({ name: `s${at}`, says: says(word), saw: '' }));

test('a majority of all witnesses decides, and one that does not know is on nobody’s side', () => {
  expect(verdictOf(signals('down', 'down', 'up'))).toBe('down');
  expect(verdictOf(signals('down', 'unknown', 'unknown'))).toBe('undecided');
  expect(verdictOf(signals('up', 'up', 'unknown'))).toBe('up');
  expect(verdictOf([])).toBe('undecided');
  fc.assert(
    fc.property(fc.array(fc.constantFrom('up', 'down', 'unknown'), { maxLength: 9 }), words => {
      const blind = words.map(word => (word === 'down' ? 'unknown' : word));
      expect(verdictOf(signals(...blind))).not.toBe('down');
    }),
  );
});

test('looks must agree in a row: one that differs begins the count anew', () => {
  expect(looksInRow(2, 'down', 'down')).toBe(3);
  expect(looksInRow(2, 'undecided', 'down')).toBe(0);
});

test('a run takes the lease from one region, then gives it to the other, and then it is let go', () => {
  const step = [claim, fence, divert, open].map(change => (lease: Lease) => change(lease, MOVE, undefined));
  const opened = after(HOME, ...step);
  expect(opened).toMatchObject({ holder: 'us-west-2', traffic: 'us-west-2', run: 'r1' });
  expect(after(opened, lease => release(lease, MOVE))).toEqual({
    service: 'shop',
    revision: 5,
    holder: 'us-west-2',
    traffic: 'us-west-2',
  });
});

test('whatever is tried in whatever order, no region gets the lease but from nobody, and nothing shifts unfenced', () => {
  const changes = { claim, fence, divert, open, rollBack, release };
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...Object.values(changes)), fc.constantFrom('r1', 'r2')), {
        maxLength: 12,
      }),
      tries => {
        let lease: Lease = HOME;
        for (const [change, run] of tries) {
          const wanted = change(lease, { ...MOVE, run }, undefined);
          if (wanted.kind !== 'write') continue;
          const { next } = wanted;
          expect(next.revision).toBe(lease.revision + 1);
          if (next.holder !== lease.holder && next.holder !== NOBODY) expect(lease.holder).toBe(NOBODY);
          if (next.traffic === MOVE.to && lease.traffic !== MOVE.to) expect(lease.holder).toBe(NOBODY);
          lease = next;
        }
      },
    ),
  );
});

test('a second run waits, unless the first is known to have died', () => {
  const taken = after(HOME, lease => claim(lease, MOVE, undefined));
  expect(claim(taken, { ...MOVE, run: 'r2' }, undefined).kind).toBe('refused');
  const next = after(taken, lease => claim(lease, { ...MOVE, run: 'r2' }, 'r1'));
  expect(next).toMatchObject({ run: 'r2', began: 'r1' });
  expect(fence(next, MOVE)).toMatchObject({ kind: 'refused', says: 'the run r2 has taken over' });
});

test('what was rolled back cannot be fenced again by a call that comes late, and waits for a person', () => {
  const fenced = after(
    HOME,
    lease => claim(lease, MOVE, undefined),
    lease => fence(lease, MOVE),
  );
  expect(release(fenced, MOVE).kind).toBe('refused');
  const undone = after(fenced, lease => rollBack(lease, MOVE));
  expect(undone).toMatchObject({ holder: MOVE.from, traffic: MOVE.from, held: true });
  expect(fence(undone, MOVE).kind).toBe('refused');
  const ended = after(undone, lease => release(lease, MOVE));
  expect(needsPerson(ended)).toBe(true);
  const watched = { primary: MOVE.from, verdict: 'down', runEnded: undefined, automatic: true } as const;
  expect(watchDecision({ ...watched, lease: ended })).toEqual({ kind: 'rest' });
  const seen = armed(HOME, 'up') ?? HOME;
  expect(watchDecision({ ...watched, lease: seen })).toEqual({ kind: 'start' });
  expect(watchDecision({ ...watched, lease: seen, automatic: false })).toEqual({ kind: 'rest' });
});

test('a service that was never seen up is being deployed, and does not fail over by itself', () => {
  const watched = { primary: MOVE.from, verdict: 'down', runEnded: undefined, automatic: true } as const;
  expect(watchDecision({ ...watched, lease: HOME })).toEqual({ kind: 'rest' });
  expect(armed(HOME, 'down')).toBeUndefined();
  expect(armed(HOME, 'up')).toEqual({ ...HOME, revision: 1 });
});

test('one look starts one run, whoever delivers it twice', () => {
  const name = runName('shop', 'start', 3, new Date('2026-01-01T10:00:01Z'));
  expect(name).toBe(runName('shop', 'start', 3, new Date('2026-01-01T10:00:59Z')));
  expect(runName('s'.repeat(99), 'start', 3, new Date(0))).toHaveLength(80);
});

test('a third region of the same set votes, and regions without one are refused', () => {
  expect(witnessFor('us-east-1', 'us-west-2')).toBe('us-east-2');
  expect(witnessFor('eu-central-1', 'eu-west-1')).toBe('eu-west-2');
  expect(() => witnessFor('eu-north-1', 'eu-west-1')).toThrow(/cannot be fenced/);
});

const pair = (word: string) => ({ primary: `p-${word}`, recovery: `r-${word}` });
const configuration = {
  environment: 'e',
  regions: { primary: 'us-east-1', recovery: 'us-west-2', alarms: 'us-east-1' },
  services: {
    shop: {
      ...{ customer: 'c', regional: pair('host'), entry: pair('entry'), path: '/v1/health', alarms: [] },
      ...{ databases: ['db'], automatic: true, recoveryTime: null },
    },
  },
  report: { bucket: 'b', signedWith: 'k' },
};
const execution = { name: 'run', startedAt: '2026-01-01T00:00:00.000Z' };

test('who says nothing gets a dry run, and a fail-back goes the other way and is never automatic', () => {
  expect(beginFailover({ trigger: {}, configuration, execution }).request.mode).toBe('dry-run');
  const trigger = { mode: 'fail-back', automatic: true };
  const { request } = beginFailover({ trigger, configuration, execution });
  expect(request).toMatchObject({ from: 'us-west-2', to: 'us-east-1', automatic: false });
  expect(request.names.entry).toEqual({ from: 'r-entry', to: 'p-entry' });
  expect(() => beginFailover({ trigger: { service: 'other' }, configuration, execution })).toThrow(
    UnknownServiceError,
  );
});
