import { changeLease, readLease } from '../lib/aws/failover/change.ts';
import { failoverMetricLine } from '../lib/aws/failover/figures.ts';
import { dynamoLeases } from '../lib/aws/failover/lease-store.ts';
import { moveOf } from '../lib/aws/failover/move.ts';
import { done, type FailoverOutcome, performFailover } from '../lib/aws/failover/perform.ts';
import type { Clock, LeaseStore, Publish } from '../lib/aws/failover/ports.ts';
import { putSigned } from '../lib/aws/recovery/publish.ts';
import { setting } from '../lib/aws/settings.ts';
import { type Lease, NOBODY, release } from '../lib/promises/failover/lease.ts';
import { failoverReportKey } from '../lib/promises/failover/names.ts';
import { failoverReason } from '../lib/promises/failover/reasons.ts';
import { type FailoverReport, failoverReportOf } from '../lib/promises/failover/report.ts';
import type { FailoverState } from '../lib/promises/failover/state.ts';

interface Tools {
  readonly leases: LeaseStore;
  readonly publish: Publish;
  readonly now: Clock;
}

/**
 * Stores the signed report, and only then lets go of the service. A service that nobody may write to is not let go:
 * the watch sees that this run has ended and starts another that ends its work.
 */
export async function reportRun(state: FailoverState, tools: Tools): Promise<FailoverOutcome> {
  const { request } = state;
  if (request.mode === 'dry-run') {
    await tools.publish(request, failoverReportOf(state));
    return done();
  }
  const found = truthOf(state, await readLease(tools.leases, state), tools.now());
  await tools.publish(request, failoverReportOf({ ...state, ...found }));
  await changeLease(tools.leases, state, lease => release(lease, moveOf(request)));
  return done(found);
}

/** Whose steps crashed may have done more than it heard of: what the lease says is what happened. */
function truthOf(state: FailoverState, { run, holder }: Lease, now: Date): Partial<FailoverState> {
  const { request, openedAt, reasons } = state;
  if (run !== request.run) return {};
  if (holder === request.to && openedAt === undefined) return { openedAt: now.toISOString() };
  if (holder !== NOBODY) return {};
  return { reasons: [...reasons, failoverReason('not-rolled-back', 'nobody may write')] };
}

const publish: Publish = async ({ report: { bucket, signedWith }, service, run }, report) => {
  process.stdout.write(`${failoverMetricLine(report, new Date())}\n`);
  await putSigned(bucket, failoverReportKey(service, run), signedWith, report);
};

export async function handler(event: unknown): Promise<FailoverState & { readonly result: FailoverReport }> {
  const tools = { leases: dynamoLeases(setting('LEASES')), publish, now: () => new Date() };
  const state = await performFailover('report', reportRun, event, tools);
  return { ...state, result: failoverReportOf(state) };
}
