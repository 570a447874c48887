import { claimService } from '../../lambdas/failover-claim.ts';
import { decide } from '../../lambdas/failover-decide.ts';
import { judgeReady } from '../../lambdas/failover-ready.ts';
import { rehearse } from '../../lambdas/failover-rehearse.ts';
import { restoreBack } from '../../lambdas/failover-restore-back.ts';
import { failoverMetricLine } from '../../lib/aws/failover/figures.ts';
import { performFailover } from '../../lib/aws/failover/perform.ts';
import type { LeaseStore, Outside } from '../../lib/aws/failover/ports.ts';
import { beginFailover } from '../../lib/promises/failover/begin.ts';
import { firstLease, type Lease } from '../../lib/promises/failover/lease.ts';
import type { Signal } from '../../lib/promises/failover/quorum.ts';
import { failoverReportOf } from '../../lib/promises/failover/report.ts';

const pair = (word: string) => ({ primary: `p-${word}`, recovery: `r-${word}` });
const configuration = (automatic: boolean) => ({
  environment: 'e',
  regions: { primary: 'us-east-1', recovery: 'us-west-2', alarms: 'us-east-1' },
  services: {
    shop: {
      ...{ customer: 'c', regional: pair('host'), entry: pair('entry'), path: '/v1/health', alarms: [] },
      ...{ databases: ['db'], automatic, recoveryTime: 7200 },
    },
  },
  report: { bucket: 'b', signedWith: 'k' },
});
const execution = { name: 'run', startedAt: '2026-01-01T00:00:00.000Z' };
const begun = (trigger: object, automatic = true) =>
  beginFailover({ trigger, configuration: configuration(automatic), execution });

function tools(says: Signal['says'] = 'down', status: number | undefined = 503) {
  let lease: Lease = firstLease('shop', 'us-east-1');
  const put: Lease[] = [];
  const leases: LeaseStore = {
    read: async () => lease,
    put: async next => {
      put.push(next);
      lease = next;
      return true;
    },
  };
  const signals = ['a', 'b', 'c'].map(name => ({ name, says, saw: 'it' }));
  const outside: Outside = {
    signals: async () => signals,
    leadsTo: async () => 'p-entry',
    ask: async () => ({ status, writes: false }),
  };
  const runs = { isRunning: async () => true, start: async () => {} };
  const restores = { start: async () => {}, ended: async () => undefined };
  return { leases, outside, runs, restores, put, now: () => new Date('2026-01-01T00:00:30.000Z') };
}

test('without its exact words a run by hand is refused, and the words are told', async () => {
  const world = tools();
  const state = await performFailover(
    'claim',
    claimService,
    begun({ mode: 'failover', confirm: 'yes' }),
    world,
  );
  expect(state.reasons[0]).toMatchObject({
    code: 'not-confirmed',
    says: expect.stringContaining('fail over shop to us-west-2'),
  });
  expect(world.put).toEqual([]);
  const confirm = 'fail over shop to us-west-2';
  const taken = await performFailover('claim', claimService, begun({ mode: 'failover', confirm }), world);
  expect(taken).toMatchObject({ claimed: true, began: 'run', reasons: [] });
});

test('where the agreement leaves it to a person, the watch is refused', async () => {
  const start = begun({ mode: 'failover', automatic: true }, false);
  const state = await performFailover('claim', claimService, start, tools());
  expect(state.reasons[0]?.code).toBe('not-automatic');
});

test('nothing is decided by fewer looks than it takes, nor by witnesses who do not know', async () => {
  let state = begun({ mode: 'failover', automatic: true });
  for (const decided of [false, false, true]) {
    state = await performFailover('decide', decide, state, tools());
    expect(state.decidedAt !== undefined).toBe(decided);
  }
  const blind = await performFailover('decide', decide, begun({ mode: 'failover' }), tools('unknown'));
  expect(blind).toMatchObject({ looks: { inRow: 0 }, waiting: { step: 'decide' } });
});

test('a dry run changes nothing and says each thing it would do', async () => {
  const world = tools();
  let state = begun({});
  state = await performFailover('claim', claimService, state, world);
  state = await performFailover('decide', decide, state, world);
  state = await performFailover('rehearse', rehearse, state, world);
  expect(world.put).toEqual([]);
  const report = failoverReportOf(state);
  expect(report).toMatchObject({ ok: true, outcome: 'dry run' });
  expect(report.would.join('\n')).toMatch(
    /take shop.*\n.*down.*\nfence us-east-1.*\nrestore db.*\nshift.*\nopen us-west-2/,
  );
});

test('data that did not take over is not ready, and a standby that does not write is waited for', async () => {
  const start = begun({ mode: 'failover' });
  const none = await performFailover('ready', judgeReady, start, tools('down', 200));
  expect(none.reasons[0]?.code).toBe('data-not-ready');
  const restores = [{ request: { source: 'db' }, tookOver: true, reasons: [{ code: 'rto', says: 'late' }] }];
  const waits = await performFailover('ready', judgeReady, { ...start, restores }, tools('down', 503));
  expect(waits).toMatchObject({ reasons: [], waiting: { step: 'ready' } });
  const ready = await performFailover('ready', judgeReady, { ...start, restores }, tools('down', 200));
  expect(ready.dataReadyAt).toBeDefined();
});

test('nobody fails back without naming the backups', async () => {
  const state = await performFailover('restore-back', restoreBack, begun({ mode: 'fail-back' }), tools());
  expect(state.reasons[0]?.says).toContain('no backup was named for db');
});

test('a failover that proved no write is red, and what did not happen is not measured as at once', () => {
  const opened = { ...begun({ mode: 'failover' }), openedAt: '2026-01-01T01:00:00.000Z' };
  const report = failoverReportOf(opened);
  expect(report).toMatchObject({
    ok: false,
    outcome: 'shifted',
    seconds: { opened: 3600, firstWrite: null },
  });
  const line = JSON.parse(failoverMetricLine(report, new Date(0)));
  expect(line).toMatchObject({ FailoverOk: 0, SecondsUntilOpened: 3600 });
  expect(line).not.toHaveProperty('SecondsUntilFirstWrite');
  const late = failoverReportOf({ ...opened, firstWriteAt: '2026-01-01T03:00:00.000Z' });
  expect(late.reasons).toEqual([expect.stringContaining('late: ')]);
});
