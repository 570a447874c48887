import { SETTLES_AFTER } from '../availability/collecting.ts';
import type { JsonPath } from '../evidence.ts';
import type { Contradiction, Problem } from '../problem.ts';
import { perView, type View } from '../views.ts';
import type { Step } from './rules.ts';

export const contradictions: readonly Contradiction[] = [perView(noStep), perView(tooLong)];

type Ask = (name: string, step: Step) => readonly Omit<Problem, 'where' | 'path' | 'severity'>[];

/** Asks about each step of a view; what is found is an error at that step. */
function perStep({ terms, placeOf }: View, below: JsonPath, ask: Ask): readonly Problem[] {
  return Object.entries(terms.performance?.steps ?? {}).flatMap(([name, step]) =>
    ask(name, step).map(found => ({
      ...found,
      severity: 'error' as const,
      ...placeOf('performance', 'steps', name, ...below),
    })),
  );
}

/** A step from an event to itself takes no time, whatever happens. */
function noStep(view: View): readonly Problem[] {
  return perStep(view, ['to'], (name, { from, to }) =>
    from === to
      ? [
          {
            code: 'COV-STEP-TO-ITSELF',
            message: `the step ${name} begins and ends with the same event, ${from}`,
            why: 'It would always take no time, and its promise could not be broken.',
            fix: 'name the event that ends it',
            impossible: true,
          },
        ]
      : [],
  );
}

/** A month is closed a day after its end: a step that may take longer would be undecided then. */
function tooLong(view: View): readonly Problem[] {
  return perStep(view, ['within'], (name, { within }) =>
    within.seconds > SETTLES_AFTER
      ? [
          {
            code: 'COV-STEP-TOO-LONG',
            message: `the step ${name} may take ${within.text}, longer than a month waits to be closed`,
            why: 'A month is closed a day after its end; what began on its last day could not be judged.',
            fix: 'promise it within a day, or state it as a time of support',
            impossible: true,
          },
        ]
      : [],
  );
}
