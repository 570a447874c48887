import { putFigures } from '../lib/aws/failover/figures.ts';
import { dynamoLeases } from '../lib/aws/failover/lease-store.ts';
import { outside } from '../lib/aws/failover/outside.ts';
import type { Clock, LeaseStore, Outside, Runs } from '../lib/aws/failover/ports.ts';
import { sfnRuns } from '../lib/aws/failover/runs.ts';
import { log } from '../lib/aws/log.ts';
import { setting } from '../lib/aws/settings.ts';
import { beginFailover, failoverConfiguration } from '../lib/promises/failover/begin.ts';
import type { FIGURES } from '../lib/promises/failover/names.ts';
import { verdictOf } from '../lib/promises/failover/quorum.ts';
import {
  armed,
  needsPerson,
  runName,
  type WatchDecision,
  watchDecision,
} from '../lib/promises/failover/watch.ts';

interface Tools {
  readonly leases: LeaseStore;
  readonly outside: Outside;
  readonly runs: Runs;
  readonly put: (service: string, figures: Record<keyof typeof FIGURES, boolean>) => Promise<void>;
  readonly now: Clock;
}

/**
 * Every minute, for each service: says where its traffic goes, so that the health check never goes stale, and whether
 * its primary is down; starts a failover where the agreement lets it, and ends the work of runs that died.
 */
export async function watchServices(event: unknown, tools: Tools): Promise<readonly WatchDecision[]> {
  const known = failoverConfiguration.parse(event);
  return Promise.all(Object.keys(known.services).map(service => watchOne(known, service, tools)));
}

async function watchOne(configuration: unknown, service: string, tools: Tools): Promise<WatchDecision> {
  const at = tools.now();
  const execution = { name: 'watch', startedAt: at.toISOString() };
  const { request } = beginFailover({ trigger: { service }, configuration, execution });
  const primary = request.from;
  const lease = await tools.leases.read(service, primary);
  const diverted = lease.traffic !== primary;
  const verdict = verdictOf(await tools.outside.signals(request, diverted));
  const figures = { diverted, primaryDown: verdict === 'down', stuck: needsPerson(lease), watched: true };
  await tools.put(service, figures);
  const first = armed(lease, verdict);
  if (first) await tools.leases.put(first);
  const runEnded = lease.run === undefined ? undefined : !(await tools.runs.isRunning(lease.run));
  const decision = watchDecision({ lease, primary, verdict, runEnded, automatic: request.mayBeAutomatic });
  await act(decision, { service, revision: lease.revision, at }, tools);
  return decision;
}

async function act(
  decision: WatchDecision,
  { service, revision, at }: { service: string; revision: number; at: Date },
  { runs }: Tools,
): Promise<void> {
  if (decision.kind === 'rest') return;
  const common = { service, automatic: true, detectedAt: at.toISOString() };
  const name = runName(service, decision.kind, revision, at);
  const { mode, run } = decision.kind === 'resume' ? decision : { mode: 'failover', run: undefined };
  await runs.start(name, { ...common, mode, ...(run === undefined ? {} : { resumes: run }) });
}

export async function handler(event: unknown): Promise<void> {
  const decisions = await watchServices(event, {
    leases: dynamoLeases(setting('LEASES')),
    outside: outside(),
    runs: sfnRuns(setting('MACHINE')),
    put: putFigures,
    now: () => new Date(),
  });
  log.info('Looked', { decisions });
}
