import { changeLease, primaryOf, readLease } from '../lib/aws/failover/change.ts';
import { dynamoLeases } from '../lib/aws/failover/lease-store.ts';
import { done, type FailoverOutcome, performFailover, red } from '../lib/aws/failover/perform.ts';
import type { Clock, LeaseStore, Runs } from '../lib/aws/failover/ports.ts';
import { sfnRuns } from '../lib/aws/failover/runs.ts';
import { setting } from '../lib/aws/settings.ts';
import { claim, type Lease, type Move } from '../lib/promises/failover/lease.ts';
import { confirmationOf } from '../lib/promises/failover/names.ts';
import type { FailoverRequest, FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly leases: LeaseStore;
  readonly runs: Runs;
  readonly now: Clock;
}

/** Takes the service for this run, or says why not. A dry run asks only. */
export async function claimService(state: FailoverState, tools: Tools): Promise<FailoverOutcome> {
  const { request } = state;
  const { mode } = request;
  if (mode === 'dry-run') return ask(state, tools);
  const { leases, runs } = tools;
  const before = await readLease(leases, state);
  // Whoever began a run that died had the right to; the lease says what it was.
  const resumes = request.resumes !== undefined && before.run === request.resumes && before.mode === mode;
  const forbidden = resumes || before.run === request.run ? undefined : refusalOf(request, mode);
  if (forbidden) return forbidden;
  const move = { ...request, mode };
  const changed = await changeLease(leases, state, lease => judged(lease, move, runs));
  if (changed.kind === 'refused') return red('busy', changed.says);
  const { holder, began } = changed.lease;
  const opened = holder === request.to ? { openedAt: tools.now().toISOString() } : {};
  return done({ claimed: true, began: began ?? request.run, ...opened });
}

async function judged(lease: Lease, move: Move, runs: Runs) {
  const other = lease.run !== undefined && lease.run !== move.run;
  const dead = other && !(await runs.isRunning(lease.run ?? '')) ? lease.run : undefined;
  return claim(lease, move, dead);
}

function refusalOf(request: FailoverRequest, mode: Move['mode']): FailoverOutcome | undefined {
  const { automatic, mayBeAutomatic, confirm, service, to } = request;
  if (automatic) return mayBeAutomatic ? undefined : red('not-automatic', service);
  const words = confirmationOf(mode, service, to);
  return confirm === words ? undefined : red('not-confirmed', `type "${words}"`);
}

async function ask(state: FailoverState, { leases, runs }: Tools): Promise<FailoverOutcome> {
  const lease = await readLease(leases, state);
  const move = { ...state.request, mode: 'failover' } as const;
  const answer = await judged(lease, move, runs);
  const says = answer.kind === 'refused' ? `stop here: ${answer.says}` : `take ${lease.service} for the run`;
  return done({ would: [`${primaryOf(state.request)} is home, ${lease.holder} may write: ${says}`] });
}

export async function handler(event: unknown): Promise<FailoverState> {
  const tools = {
    leases: dynamoLeases(setting('LEASES')),
    runs: sfnRuns(setting('MACHINE')),
    now: () => new Date(),
  };
  return performFailover('claim', claimService, event, tools);
}
