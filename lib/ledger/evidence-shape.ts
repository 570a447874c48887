import { z } from 'zod';
import { CURRENCIES } from '../agreement/units/index.ts';
import type { Exclusion } from '../promises/availability/exclusions.ts';
import type { History } from '../promises/availability/history.ts';
import { monthOf } from '../promises/availability/month.ts';
import { filterSpans, type Interval, type Spans } from '../promises/availability/spans.ts';
import { stepsOfMonth } from '../promises/performance/month.ts';

const spans = z.array(z.number());
const currency = z.enum(CURRENCIES);

/** One time of a tenant on a plan, with the terms that it is billed by. */
const subscription = z.strictObject({
  plan: z.string(),
  size: z.string().nullable(),
  signedUp: z.iso.date(),
  terminated: z.iso.date().nullable(),
  prepaid: z.boolean(),
  committed: z.string().nullable(),
  terms: z.record(z.string(), z.unknown()),
});

/** Everything a statement is computed from; nothing else goes into it. */
export const evidenceSchema = z.strictObject({
  environment: z.string(),
  agreement: z.string(),
  version: z.number(),
  tenant: z.string(),
  plan: z.string(),
  month: z.string(),
  zone: z.string(),
  currency,
  terms: z.record(z.string(), z.unknown()),
  size: z.string().nullable(),
  /** Oldest first; empty where the sign-up is not known, so that nothing is billed. */
  subscriptions: z.array(subscription),
  history: z.strictObject({
    source: z.string(),
    from: z.number(),
    until: z.number(),
    components: z.array(z.strictObject({ name: z.string(), down: spans, unknown: spans })),
    exclusions: z.array(z.record(z.string(), z.unknown())),
    notes: z.array(z.string()),
  }),
  /** How long the steps of the work took, where times were promised and events were there. */
  performance: stepsOfMonth.optional(),
});

export type Evidence = z.output<typeof evidenceSchema>;

const decision = z.strictObject({
  accepted: z.boolean(),
  by: z.enum(['provider', 'customer', 'both']),
  because: z.string(),
  evidence: z.string().optional(),
});

const exclusionSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  start: z.number(),
  end: z.number(),
  announced: z.number().optional(),
  requiredNotice: z.number().optional(),
  decision: decision.optional(),
  components: z.array(z.string()).optional(),
});

/** Outside of the month only what may belong to a run that reaches into it; every interval is kept whole. */
const AROUND = 31 * 86_400;

function near(all: Spans, [start, end]: Interval): number[] {
  return [...filterSpans(all, (from, until) => until >= start - AROUND && from <= end + AROUND)];
}

/** The part of a history that a month's statement rests on. */
export function evidenceHistory(history: History, month: string, zone: string): Evidence['history'] {
  const { window } = monthOf(month, zone);
  return {
    source: history.source,
    from: history.from,
    until: history.until,
    components: Object.entries(history.components).map(([name, { down, unknown }]) => ({
      name,
      down: near(down, window),
      unknown: near(unknown, window),
    })),
    exclusions: history.exclusions
      .filter(({ start, end }) => end >= window[0] - AROUND && start <= window[1] + AROUND)
      .map(exclusion =>
        Object.fromEntries(Object.entries(exclusion).filter(([, value]) => value !== undefined)),
      ),
    notes: [...history.notes],
  };
}

/** The history that a statement's evidence holds. */
export function historyIn({ history }: Evidence): History {
  const components = history.components.map(({ name, down, unknown }) => [name, { down, unknown }] as const);
  const exclusions = history.exclusions.map((item): Exclusion => exclusionSchema.parse(item));
  return { ...history, components: Object.fromEntries(components), exclusions };
}
