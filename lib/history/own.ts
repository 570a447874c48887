import { closedAt, type History, type Observed, type Outage } from '../promises/availability/history.ts';
import { spansOf } from '../promises/availability/spans.ts';
import { exclusionsOf } from './exclusions.ts';
import { isList, isObject, unreadable } from './problem.ts';
import { timeOf } from './time.ts';

type Own = Readonly<Record<string, unknown>> & { readonly components: Readonly<Record<string, unknown>> };

/** Whether parsed JSON is a history as Covenant writes it itself. */
export function isOwn(value: unknown): value is Own {
  return isObject(value) && isObject(value.components) && 'from' in value && 'until' in value;
}

function outagesOf(file: string, name: string, value: unknown): readonly Outage[] {
  if (value === undefined) return [];
  if (!isList(value)) throw unreadable(file, `${name} needs lists of [start, end]`);
  return value.map((pair): Outage => {
    const [first, last] = isList(pair) ? pair : [];
    const start = timeOf(first);
    const end = last === null || last === undefined ? undefined : timeOf(last);
    if (start === undefined || (last !== null && last !== undefined && end === undefined)) {
      throw unreadable(
        file,
        `${name} has an interval that is not [start, end] with times such as 2026-10-07T10:00:00Z`,
      );
    }
    return { start, end };
  });
}

/** Reads `{from, until, components: {name: {down: [[start, end]], unknown: [...]}}, exclusions: [...]}`. */
export function readOwn(file: string, value: Own, asOf?: number): History {
  const from = timeOf(value.from);
  const until = timeOf(value.until);
  if (from === undefined || until === undefined || until < from)
    throw unreadable(file, 'needs a from and a later until');
  const components = Object.entries(value.components).map(([name, seen]): readonly [string, Observed] => {
    if (!isObject(seen)) throw unreadable(file, `${name} needs {down, unknown}`);
    const spans = (list: unknown) => spansOf(closedAt(outagesOf(file, name, list), asOf ?? until));
    return [name, { down: spans(seen.down), unknown: spans(seen.unknown) }];
  });
  const exclusions = value.exclusions === undefined ? [] : exclusionsOf(file, value.exclusions);
  return {
    source: 'covenant',
    from,
    until,
    components: Object.fromEntries(components),
    exclusions,
    notes: [],
  };
}
