import type { NoticeRule } from '../../lib/promises/availability/exclusions.ts';
import { PLAIN, type Policy } from '../../lib/promises/availability/policy.ts';
import { text, type Values } from './vector.ts';

/** A policy of a vector, with what only vectors vary. */
export interface VectorPolicy extends Policy {
  readonly notice: NoticeRule['counted'];
  /** Whether notice must be more than required (and not just as much). */
  readonly noticeStrict: boolean;
  /** Digits to which an uptime is rounded before tiers are compared; undefined where it is not, as it must be. */
  readonly roundedTo: number | undefined;
}

type Change = Partial<VectorPolicy>;

/** The words by which vectors name a policy, alone or inside a longer name; the first that fits a kind wins. */
const WORDS: readonly (readonly [RegExp, Change])[] = [
  [/exclude[- ]first/, { order: 'exclude-first' }],
  [/qualify[- ]first/, { order: 'qualify-first' }],
  [/bridge[- ]exclusions/, { order: 'bridge-exclusions' }],
  [/clip[- ]first/, { scope: 'clip-first' }],
  [/run[- ]across[- ]month/, { scope: 'run-across-month' }],
  [/as[- ]up/, { missing: 'as-up' }],
  [/as[- ]down/, { missing: 'as-down' }],
  [/bridge(?![- ]exclusions)/, { missing: 'bridge' }],
  [/missing(?: is| as|:|=)? *excluded|excluded missing/, { missing: 'excluded' }],
  [/minus[- ]excluded/, { denominator: 'minus-excluded' }],
  [/denominator(?: is|:|=)? *total|total denominator/, { denominator: 'total' }],
  [/wall[- ]?clock/, { notice: 'wall-clock' }],
  [/elapsed/, { notice: 'elapsed' }],
  [/no (?:minimum|min)|every minute/, { countsAfter: 0, inclusive: false }],
];

function thresholdIn(words: string): Change {
  const match = /(>=|≥|at least|>|longer than|more than) *(\d+)(?!\d*(?:\.\d|%))/.exec(words);
  if (!match) return {};
  return { countsAfter: Number(match[2]) * 60, inclusive: ['>=', '≥', 'at least'].includes(match[1] ?? '') };
}

function roundingIn(words: string): Change {
  if (/no round/.test(words)) return { roundedTo: undefined };
  const match = /round\D*(\d+)/.exec(words);
  return match ? { roundedTo: Number(match[1]) } : {};
}

/** The changes that the name of an alternative makes, such as `qualify-first` or `missing as-down`. */
function changesIn(name: string): Change {
  const words = name.toLowerCase();
  const found = WORDS.filter(([word]) => word.test(words)).map(([, change]) => change);
  return Object.assign({}, thresholdIn(words), roundingIn(words), ...found);
}

/** What each field of a vector's policy says, each read by itself so that equal words do not meet. */
const FIELDS: Readonly<Record<string, (words: string) => Change>> = {
  order: changesIn,
  scope: changesIn,
  missing: words => changesIn(words === 'excluded' ? 'missing excluded' : words),
  denominator: words => changesIn(words === 'total' ? 'denominator total' : words),
  minRun: words => thresholdIn(words),
  notice: words => ({
    notice: /wall/.test(words) ? 'wall-clock' : 'elapsed',
    noticeStrict: />(?!=)/.test(words),
  }),
  tierCompare: words => roundingIn(words.toLowerCase()),
};

/** Reads a vector's policy, and over it the alternative's name. */
export function policyIn(policy: Values, alternative = ''): VectorPolicy {
  const base: VectorPolicy = { ...PLAIN, notice: 'elapsed', noticeStrict: false, roundedTo: undefined };
  const stated = Object.entries(policy).map(([field, value]) => FIELDS[field]?.(text(value)) ?? {});
  return Object.assign({}, base, ...stated, changesIn(alternative));
}
