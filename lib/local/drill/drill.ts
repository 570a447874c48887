import { conduct } from '../../promises/recovery/machine.ts';
import { type Reason, reason } from '../../promises/recovery/reasons.ts';
import { type DrillReport, type FailoverFigures, reportOf } from '../../promises/recovery/report.ts';
import type { RestoreState } from '../../promises/recovery/state.ts';
import { conductorFor } from './conductor.ts';
import { LocalEnvironment, regionOf } from './environment.ts';
import { failOverUnderWrites } from './failover.ts';
import { inLittleMemory } from './memory.ts';
import type { DrillOptions } from './options.ts';
import type { DrillResult } from './plan.ts';
import { prepareRestore, type Stage } from './prepare.ts';
import { Timeline } from './timeline.ts';

/** Drills a restore and a failover on a real database of its own, and cleans up whatever happened. */
export async function runDrill(options: DrillOptions): Promise<DrillResult> {
  const environment = await LocalEnvironment.open();
  const restoreVariables = setVariables(environment, regionOf(options));
  if (options.keep) environment.workspace.keep();
  try {
    return await inLittleMemory(() => drillIn(environment, options));
  } finally {
    restoreVariables();
    await environment.close();
  }
}

/** The SDK reads its endpoint from the environment, in AWS as here. */
function setVariables(environment: LocalEnvironment, region: string): () => void {
  const variables = environment.variables(region);
  const before = Object.keys(variables).map(name => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}

async function drillIn(environment: LocalEnvironment, options: DrillOptions): Promise<DrillResult> {
  const timeline = new Timeline(options.tell);
  const stage = await prepareRestore(environment, options, timeline);
  const state = await restoreOn(stage, options, timeline);
  const failover = await failOver(stage, options, timeline);
  const report = withFailover(reportOf(state), failover, timeline, options);
  const kept = options.keep ? environment.workspace.root : undefined;
  return { report, request: state.request, kept };
}

async function restoreOn(stage: Stage, options: DrillOptions, timeline: Timeline): Promise<RestoreState> {
  const { fault } = options;
  await fault?.arm?.(stage.scene, stage.state);
  return conduct(stage.state, conductorFor(stage, options, timeline));
}

async function failOver(
  stage: Stage,
  options: DrillOptions,
  timeline: Timeline,
): Promise<FailoverFigures | undefined> {
  const control = options.fault?.failover === 'asynchronous-partition';
  // A drill that is red already by a fault of the restore has nothing to add.
  if (options.fault && !control) return undefined;
  return timeline.phase('failover', () =>
    failOverUnderWrites(stage.scene, stage.secret, options.promised.failover, control),
  );
}

function withFailover(
  report: DrillReport,
  failover: FailoverFigures | undefined,
  timeline: Timeline,
  { fault }: DrillOptions,
): DrillReport {
  const found = failover ? judgeFailover(failover) : [];
  const reasons = [...report.reasons, ...found.map(({ code, says }) => `${code}: ${says}`)];
  return {
    ...report,
    ok: reasons.length === 0,
    phases: timeline.phases,
    fault: fault?.name ?? null,
    reasons,
    failover: failover ?? null,
  };
}

/** Judges a failover by what was promised of it; every acknowledged row must be there. */
export function judgeFailover(figures: FailoverFigures): readonly Reason[] {
  const { promised, measured, lost, acknowledged } = figures;
  const slow = measured !== null && promised !== null && measured > promised;
  return [
    ...(lost > 0 ? [reason('lost-acknowledged-rows', `${lost} of ${acknowledged}`)] : []),
    ...(measured === null ? [reason('failover-slow', 'they did not come back')] : []),
    ...(slow ? [reason('failover-slow', `${measured.toFixed(2)} s of ${promised} s`)] : []),
  ];
}
