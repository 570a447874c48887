import type { JudgedStep } from './month.ts';

const seconds = (milliseconds: number | undefined): number | null =>
  milliseconds === undefined ? null : milliseconds / 1000;

/** A judged step as programs and statements read it; times in seconds, null where there is nothing to take them of. */
export function stepFigures({ name, step, count, open, late, worst, p50, p95, p99, kept }: JudgedStep) {
  return {
    step: name,
    from: step.from,
    to: step.to,
    withinSeconds: step.within.seconds,
    exactly: step.exactly ?? 'on-time',
    share: step.share?.text ?? '100%',
    ...{ count, open, late },
    worstSeconds: seconds(worst),
    p50Seconds: seconds(p50),
    p95Seconds: seconds(p95),
    p99Seconds: seconds(p99),
    kept: kept ?? null,
  };
}

export type StepFigures = ReturnType<typeof stepFigures>;
