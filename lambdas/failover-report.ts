import { changeLease } from '../lib/aws/failover/change.ts';
import { failoverMetricLine } from '../lib/aws/failover/figures.ts';
import { dynamoLeases } from '../lib/aws/failover/lease-store.ts';
import { moveOf } from '../lib/aws/failover/move.ts';
import { done, type FailoverOutcome, performFailover } from '../lib/aws/failover/perform.ts';
import type { Clock, LeaseStore, Publish } from '../lib/aws/failover/ports.ts';
import { putSigned } from '../lib/aws/recovery/publish.ts';
import { setting } from '../lib/aws/settings.ts';
import { release } from '../lib/promises/failover/lease.ts';
import { failoverReportKey } from '../lib/promises/failover/names.ts';
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
  await tools.publish(request, failoverReportOf(state));
  if (request.mode !== 'dry-run') {
    await changeLease(tools.leases, state, lease => release(lease, moveOf(request)));
  }
  return done();
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
