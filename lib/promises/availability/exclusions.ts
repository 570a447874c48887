import { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import type { exclusion } from './schema.ts';
import { type Spans, spansOf } from './spans.ts';

/** What the agreement says about one kind of outage that does not count. */
export type ExclusionTerm = z.output<typeof exclusion>;

/** Time that somebody says does not count, with all that is needed to judge the claim. */
export interface Exclusion {
  readonly id: string;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** When the customer was told, in epoch seconds. */
  readonly announced?: number | undefined;
  /** Seconds of notice this window itself must have; wins over the agreement's. */
  readonly requiredNotice?: number | undefined;
  /** Who decided, why, and where the evidence is. */
  readonly decision?: Decision | undefined;
  /** Only these components; all when left out. */
  readonly components?: readonly string[] | undefined;
}

export interface Decision {
  readonly accepted: boolean;
  readonly by: 'provider' | 'customer' | 'both';
  readonly because: string;
  readonly evidence?: string | undefined;
}

export interface Refused {
  readonly id: string;
  readonly reason: string;
}

export interface Judged {
  readonly accepted: readonly Exclusion[];
  readonly refused: readonly Refused[];
  /** The accepted time, overlaps once. */
  readonly spans: Spans;
}

/** How the time between announcement and start is counted. */
export interface NoticeRule {
  /** elapsed: as a stopwatch would; wall-clock: as the clock on the wall says in `zone`. */
  readonly counted: 'elapsed' | 'wall-clock';
  readonly zone: string;
}

const ELAPSED: NoticeRule = { counted: 'elapsed', zone: 'UTC' };

/** Seconds that a clock on the wall of the zone shows at this instant, counted as if there were no time zones. */
function wallSeconds(instant: number, zone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(instant * 1000).toZonedDateTimeISO(zone);
  return Number(local.toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds) / 1000;
}

/** The notice that was given, in seconds. */
export function noticeGiven(announced: number, start: number, rule: NoticeRule): number {
  if (rule.counted === 'elapsed') return start - announced;
  return wallSeconds(start, rule.zone) - wallSeconds(announced, rule.zone);
}

function hours(seconds: number): string {
  return `${Math.floor(seconds / 36) / 100} h`;
}

function lacksNotice(exclusion: Exclusion, required: number, rule: NoticeRule): string | undefined {
  if (exclusion.announced === undefined) {
    return required > 0 || exclusion.kind === 'maintenance' ? 'was never announced' : undefined;
  }
  const given = noticeGiven(exclusion.announced, exclusion.start, rule);
  if (given >= required) return undefined;
  return `announced ${hours(given)} before, ${hours(required)} are required`;
}

function lacksDecision(exclusion: Exclusion, term: ExclusionTerm): string | undefined {
  const decision = exclusion.decision;
  if (decision && !decision.accepted) return `decided against by ${decision.by}: ${decision.because}`;
  const required = term['decided-by'];
  if (required && decision && decision.by !== required && decision.by !== 'both') {
    return `decided by ${decision.by}, but ${required} must decide`;
  }
  // Announced maintenance needs no decision: its notice decides.
  if (required && !decision && exclusion.kind !== 'maintenance') return `needs a decision by ${required}`;
  if (term.evidence === 'required' && !decision?.evidence) return 'has no evidence on file';
  return undefined;
}

function reasonAgainst(
  exclusion: Exclusion,
  terms: readonly ExclusionTerm[],
  rule: NoticeRule,
): string | undefined {
  const term = terms.find(item => item.kind === exclusion.kind);
  if (!term) return `${exclusion.kind} is not excluded by this agreement`;
  const required = exclusion.requiredNotice ?? term.notice?.seconds ?? 0;
  const zone = term['notice-zone'];
  const counted: NoticeRule = zone === undefined ? rule : { counted: 'wall-clock', zone };
  return lacksNotice(exclusion, required, counted) ?? lacksDecision(exclusion, term);
}

/**
 * Accepts or refuses what is said not to count (TIER-8, AGENT-3, NODE-3). Notice is enough when it is at least the
 * required length; whatever is not in the agreement, or lacks what the agreement asks, is refused with its reason.
 */
export function judgeExclusions(
  exclusions: readonly Exclusion[],
  terms: readonly ExclusionTerm[],
  rule: NoticeRule = ELAPSED,
): Judged {
  const accepted: Exclusion[] = [];
  const refused: Refused[] = [];
  for (const exclusion of exclusions) {
    const reason = reasonAgainst(exclusion, terms, rule);
    if (reason === undefined) accepted.push(exclusion);
    else refused.push({ id: exclusion.id, reason });
  }
  return { accepted, refused, spans: spansOf(accepted.map(({ start, end }) => [start, end])) };
}
