import type { Decision, Exclusion } from '../promises/availability/exclusions.ts';
import { EXCLUSION_KINDS } from '../promises/availability/schema.ts';
import { isList, isObject, unreadable } from './problem.ts';
import { timeOf } from './time.ts';

type Fields = Readonly<Record<string, unknown>>;

const DECIDERS = ['provider', 'customer', 'both'] as const;

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number'
      ? String(value)
      : undefined;
}

function decisionOf(fields: Fields): Decision | undefined {
  const by = DECIDERS.find(name => name === fields['decided-by']);
  if (!by) return undefined;
  const accepted =
    fields.accepted === undefined || fields.accepted === '' || String(fields.accepted) === 'true';
  return {
    accepted,
    by,
    because: text(fields.because) ?? 'no reason given',
    evidence: text(fields.evidence),
  };
}

/** Hours, minutes or days such as `48h`, in seconds. */
function noticeOf(value: unknown): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(text(value) ?? '') ?? [];
  const seconds = unit === 'm' ? 60 : unit === 'h' ? 3600 : 86_400;
  return amount === undefined ? undefined : Number(amount) * seconds;
}

function componentsOf(value: unknown): readonly string[] | undefined {
  if (isList(value)) return value.map(String);
  const one = text(value);
  return one === undefined || one === '*' ? undefined : [one];
}

/**
 * Reads one exclusion: `{id, kind, start, end, announced?, notice?, decided-by?, accepted?, because?, evidence?,
 * component?}`, from JSON, YAML or a line of CSV. @throws UnreadableInputError naming what is missing.
 */
export function exclusionOf(file: string, value: unknown, place: number): Exclusion {
  if (!isObject(value)) throw unreadable(file, `exclusion ${place} is not an object`);
  const kind = EXCLUSION_KINDS.find(name => name === value.kind);
  if (!kind) throw unreadable(file, `exclusion ${place} needs a kind: ${EXCLUSION_KINDS.join(', ')}`);
  const start = timeOf(value.start);
  const end = timeOf(value.end);
  if (start === undefined || end === undefined || end < start) {
    throw unreadable(file, `exclusion ${place} needs a start and a later end, such as 2026-10-07T10:00:00Z`);
  }
  const announced =
    value.announced === undefined || value.announced === '' ? undefined : timeOf(value.announced);
  return {
    id: text(value.id) ?? `${kind}-${place}`,
    kind,
    start,
    end,
    announced,
    requiredNotice: noticeOf(value.notice),
    decision: decisionOf(value),
    components: componentsOf(value.components ?? value.component),
  };
}

/** Reads a list of exclusions, or an object that has one under `exclusions`. */
export function exclusionsOf(file: string, value: unknown): readonly Exclusion[] {
  const items = isObject(value) ? value.exclusions : value;
  if (!isList(items)) throw unreadable(file, 'expected a list of exclusions');
  return items.map((item, index) => exclusionOf(file, item, index + 1));
}
