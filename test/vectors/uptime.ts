import { type Fraction, parseDuration } from '../../lib/agreement/units/index.ts';
import { combine } from '../../lib/promises/availability/components.ts';
import {
  type Exclusion,
  type ExclusionTerm,
  type Judged,
  judgeExclusions,
} from '../../lib/promises/availability/exclusions.ts';
import { fiveMinuteUptime } from '../../lib/promises/availability/five-minute.ts';
import { closedAt, type Observed, type Outage } from '../../lib/promises/availability/history.ts';
import { instantOf, type Month, monthOf } from '../../lib/promises/availability/month.ts';
import { EXCLUSION_KINDS } from '../../lib/promises/availability/schema.ts';
import { type Spans, spansOf, union } from '../../lib/promises/availability/spans.ts';
import {
  type Measurement,
  measureMonth,
  percentText,
  productOf,
  uptimeOf,
} from '../../lib/promises/availability/uptime.ts';
import { roundHalfUp } from '../../lib/promises/credits/rules.ts';
import { AWS_TIERS, creditPercent } from './money.ts';
import type { VectorPolicy } from './policy-words.ts';
import { isValues, list, number, text, type Values } from './vector.ts';

const DIGITS = 8;

function outage(value: unknown): Outage {
  const [start, end] = isValues(value) ? [value.start ?? value.from, value.end ?? value.to] : list(value);
  return {
    start: instantOf(text(start)),
    end: end === undefined || end === null ? undefined : instantOf(text(end)),
  };
}

function spansIn(value: unknown, asOf: number): Spans {
  return spansOf(closedAt(list(value).map(outage), asOf));
}

function asOfIn(input: Values, month: Month): number {
  const stated = input.asOf ?? input.now ?? input.until;
  return stated === undefined ? month.window[1] : instantOf(text(stated));
}

function kindOf(word: string): string {
  return EXCLUSION_KINDS.find(kind => word.startsWith(kind)) ?? 'third-party';
}

function exclusionOf(value: unknown, asOf: number, policy: VectorPolicy): Exclusion {
  if (!isValues(value)) throw new TypeError('an exclusion is an object');
  const { start, end } = outage(value);
  const hours = value.requiredNoticeHours;
  return {
    id: text(value.id ?? 'x'),
    kind: kindOf(text(value.type ?? value.kind)),
    start,
    end: end ?? asOf,
    announced:
      value.announced === undefined || value.announced === null
        ? undefined
        : instantOf(text(value.announced)),
    requiredNotice: hours === undefined ? undefined : number(hours) * 3600 + (policy.noticeStrict ? 1 : 0),
    decision:
      value.accepted === false
        ? { accepted: false, by: 'provider', because: 'the vector says so' }
        : undefined,
  };
}

const TERMS = (notice: number): readonly ExclusionTerm[] =>
  EXCLUSION_KINDS.map(kind =>
    kind === 'maintenance' ? { kind, notice: parseDuration(`${notice}h`) } : { kind },
  );

/** Vectors accept every kind of exclusion, unless a decision against it is stated; only maintenance needs notice. */
function judgedIn(input: Values, policy: VectorPolicy, zone: string, asOf: number): Judged {
  const exclusions = list(input.exclusions).map(item => exclusionOf(item, asOf, policy));
  return judgeExclusions(exclusions, TERMS(number(input.requiredNoticeHours ?? 0)), {
    counted: policy.notice,
    zone,
  });
}

/** The uptime that tiers are compared with: exact, unless the policy says to round it first. */
function compared(uptime: Fraction, policy: VectorPolicy): Fraction {
  if (policy.roundedTo === undefined) return uptime;
  const scale = 10n ** BigInt(policy.roundedTo + 2);
  return { num: roundHalfUp({ num: uptime.num * scale, den: uptime.den }), den: scale };
}

const minutes = (seconds: number): number => seconds / 60;

function shown(found: Measurement, judged: Judged, policy: VectorPolicy, input: Values): Values {
  const denominator = minutes(found.denominator);
  return {
    totalMinutes: minutes(found.total),
    denominatorMinutes: denominator,
    countedDowntimeMinutes: minutes(found.counted),
    downtimeMinutes: minutes(found.down),
    excludedMinutes: minutes(found.excluded),
    unknownMinutes: minutes(found.unknown),
    uptimeFraction: `${denominator - minutes(found.counted)}/${denominator}`,
    uptimePct: percentText(found.uptime, DIGITS),
    coveragePct: percentText(uptimeOf(found.total, found.unknown), DIGITS),
    creditPct: creditPercent(compared(found.uptime, policy), input),
    rejectedExclusions: judged.refused.map(({ id }) => id),
  };
}

/** Area `uptime`: one month of one component. */
export function solveUptime(input: Values, policy: VectorPolicy): Values {
  const zone = text(input.tz ?? 'UTC');
  const month = monthOf(text(input.period), zone);
  const asOf = asOfIn(input, month);
  const judged = judgedIn(input, policy, zone, asOf);
  if (isValues(input.components)) return solveComponents(input, policy);
  const observed = { down: spansIn(input.down, asOf), unknown: spansIn(input.missing, asOf) };
  return shown(measureMonth(policy, observed, judged.spans, month), judged, policy, input);
}

/** A component is a list of outages, or an object with outages and time without data. */
function observedIn(value: unknown, asOf: number): Observed {
  if (!isValues(value)) return { down: spansIn(value, asOf), unknown: [] };
  return { down: spansIn(value.down, asOf), unknown: spansIn(value.missing, asOf) };
}

function missingOf(input: Values, name: string, asOf: number): Spans {
  return isValues(input.missing) ? spansIn(input.missing[name], asOf) : spansIn(input.missing, asOf);
}

/** Area `components`: each by itself, all in series, all in parallel, and the product for comparison. */
export function solveComponents(input: Values, policy: VectorPolicy): Values {
  const zone = text(input.tz ?? 'UTC');
  const month = monthOf(text(input.period), zone);
  const asOf = asOfIn(input, month);
  const judged = judgedIn(input, policy, zone, asOf);
  const observed = Object.entries(isValues(input.components) ? input.components : {}).map(([name, value]) => {
    const seen = observedIn(value, asOf);
    return [name, { down: seen.down, unknown: union(seen.unknown, missingOf(input, name, asOf)) }] as const;
  });
  const measure = (seen: Observed) => measureMonth(policy, seen, judged.spans, month);
  const each = observed.map(([name, seen]) => [name, measure(seen)] as const);
  const all = observed.map(([, seen]) => seen);
  const series = measure(combine('series', all));
  const parallel = measure(combine('parallel', all));
  return {
    ...shown(series, judged, policy, input),
    perComponentCounted: Object.fromEntries(each.map(([name, found]) => [name, minutes(found.counted)])),
    perComponentUptimePct: Object.fromEntries(
      each.map(([name, found]) => [name, percentText(found.uptime, DIGITS)]),
    ),
    seriesCounted: minutes(series.counted),
    parallelCounted: minutes(parallel.counted),
    seriesUptimePct: percentText(series.uptime, DIGITS),
    parallelUptimePct: percentText(parallel.uptime, DIGITS),
    productUptimePct: percentText(productOf(each.map(([, found]) => found.uptime)), DIGITS),
  };
}

/** Area `aws-5-minute`: the mean over five-minute intervals, an interval without requests being whole. */
export function solveFiveMinute(input: Values): Values {
  const seen = list(input.availability).map(item => {
    if (!isValues(item)) throw new TypeError('an availability has a count and a pct');
    return { count: number(item.count), pct: text(item.pct) };
  });
  const uptime = fiveMinuteUptime(number(input.intervals), seen);
  const pct = percentText(uptime, DIGITS);
  return { uptimePct: pct, awsUptimePct: pct, creditPct: creditPercent(uptime, AWS_TIERS) };
}
