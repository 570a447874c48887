import type { Conductor, StepName } from '../../promises/recovery/machine.ts';
import { sleep } from '../postgres/time.ts';
import type { DrillOptions } from './options.ts';
import type { Stage } from './prepare.ts';
import type { Timeline } from './timeline.ts';

/** A local retry need not wait as long as one in AWS. */
const RETRY_HASTE = 50;

/** Conducts the machine on this computer, letting the fault have its way. */
export function conductorFor(stage: Stage, options: DrillOptions, timeline: Timeline): Conductor {
  const { scene, expect } = stage;
  const { fault, call, to } = options;
  const seen = new Set<StepName>();
  let last: StepName | undefined;
  return {
    call: async (step, state) => {
      if (last !== undefined && last !== step) timeline.end(last);
      last = step;
      return timeline.phase(step, async () => {
        if (!seen.has(step)) {
          seen.add(step);
          // What `latest` is, is only known once it was chosen.
          if (step === 'validate' && to === 'latest' && state.point) await expect(new Date(state.point));
          await fault?.before?.[step]?.(scene);
        }
        if (fault?.dies === step) throw new Error('the run was killed');
        return call(step, state);
      });
    },
    sleep: seconds =>
      timeline.phase(last ?? 'wait', () => sleep((seconds * 1000) / (seconds >= 1 ? RETRY_HASTE : 1))),
  };
}
