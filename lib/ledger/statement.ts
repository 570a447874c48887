import { isoOf, monthOf } from '../promises/availability/month.ts';
import { measuringOf } from '../promises/availability/rules.ts';
import type { Spans } from '../promises/availability/spans.ts';
import { percentText } from '../promises/availability/uptime.ts';
import { monthOfPlan } from '../promises/credits/backtest.ts';
import { type Evidence, historyIn } from './evidence-shape.ts';
import { moneyOf } from './statement-money.ts';
import { stepResults } from './steps.ts';
import { readTerms } from './written-terms.ts';

const minutes = (seconds: number): number => Math.round((seconds / 60) * 1000) / 1000;

/** What a statement says; every number follows from the evidence, so that it can be computed again. */
export function resultsOf(evidence: Evidence) {
  const terms = readTerms(evidence.terms);
  const history = historyIn(evidence);
  const calendar = monthOf(evidence.month, evidence.zone);
  const month = monthOfPlan(terms, measuringOf(terms.availability), history, calendar);
  const found = month.deciding.measurement;
  // What nobody measured has no uptime: unknown is not up.
  const isKnown = month.complete && month.components.length > 0;
  const promised = terms.availability?.commitment === 'best-effort' ? undefined : terms.availability?.promise;
  return {
    complete: month.complete,
    promised: promised?.text ?? null,
    commitment: terms.availability?.commitment ?? null,
    uptime: isKnown ? percentText(found.uptime, 8) : null,
    uptimeFraction: isKnown
      ? `${minutes(found.denominator - found.counted)}/${minutes(found.denominator)}`
      : null,
    decidedBy: month.deciding.component,
    monthMinutes: minutes(found.total),
    downtimeMinutes: minutes(found.counted),
    seenDownMinutes: minutes(found.down),
    excludedMinutes: minutes(found.excluded),
    unknownMinutes: minutes(found.unknown),
    outages: outagesOf(found.runs),
    components: month.components.map(({ component, measurement }) => ({
      component,
      uptime: month.complete ? percentText(measurement.uptime, 8) : null,
      downtimeMinutes: minutes(measurement.counted),
      unknownMinutes: minutes(measurement.unknown),
    })),
    refusedExclusions: month.refused.map(({ id, reason }) => ({ id, reason })),
    kept: month.below === undefined ? null : !month.below,
    ...stepResults(evidence, terms),
    ...moneyOf(evidence, terms, month.credit, found.runs),
  };
}

export type Results = ReturnType<typeof resultsOf>;

function outagesOf(runs: Spans): { start: string; end: string }[] {
  const out = [];
  for (let i = 0; i < runs.length; i += 2)
    out.push({ start: isoOf(runs[i] ?? 0), end: isoOf(runs[i + 1] ?? 0) });
  return out;
}
