import { UsageError } from '../../agreement/errors.ts';
import type { History, Observed } from './history.ts';
import { intersect, lengthOf, subtract } from './spans.ts';

/** Which series of a history stand for the components of a plan, and what had to be assumed to say so. */
export interface Chosen {
  readonly history: History;
  readonly notes: readonly string[];
}

function pick(history: History, names: readonly (readonly [component: string, series: string])[]): History {
  const known = Object.keys(history.components);
  const components = names.map(([component, series]): readonly [string, Observed] => {
    const observed = history.components[series];
    if (!observed) throw new UsageError(`the history has no series "${series}"; it has ${known.join(', ')}`);
    return [component, observed];
  });
  return { ...history, components: Object.fromEntries(components) };
}

/** Down for this share of the time it was looked at, a series was never in service: a wrong address, not an outage. */
const NEVER_IN_SERVICE = 0.99;

function wasInService(history: History, { down, unknown }: Observed): boolean {
  const seen = subtract([history.from, history.until], unknown);
  return lengthOf(intersect(seen, down)) < NEVER_IN_SERVICE * lengthOf(seen);
}

function allThatLived(history: History): Chosen {
  const names = Object.entries(history.components);
  const alive = names.filter(([, observed]) => wasInService(history, observed)).map(([name]) => name);
  const dead = names.map(([name]) => name).filter(name => !alive.includes(name));
  const used = alive.length > 0 ? alive : names.map(([name]) => name);
  const notes = [`no series is named like a component of the plan, so every series is measured as one`];
  if (alive.length > 0 && dead.length > 0) {
    notes.push(
      `down 99 % of the time or more, so left out as never in service (--series measures them): ${dead.join(', ')}`,
    );
  }
  return {
    history: pick(
      history,
      used.map(name => [name, name]),
    ),
    notes,
  };
}

/**
 * Chooses the series to measure: those that were mapped, those that were named, those with the names of the plan's
 * components, a single one for all, or else every series that was ever in service. @throws UsageError for an unknown name.
 */
export function chooseSeries(
  history: History,
  components: readonly string[],
  asked: { readonly map?: Readonly<Record<string, string>>; readonly series?: readonly string[] } = {},
): Chosen {
  if (asked.series && asked.series.length > 0) {
    return {
      history: pick(
        history,
        asked.series.map(name => [name, name]),
      ),
      notes: [],
    };
  }
  const known = Object.keys(history.components);
  const wanted = components.map(name => [name, asked.map?.[name] ?? name] as const);
  const found = wanted.filter(([name, series]) => asked.map?.[name] !== undefined || known.includes(series));
  if (found.length > 0) {
    const lacking = wanted.filter(pair => !found.includes(pair)).map(([name]) => name);
    const notes =
      lacking.length === 0 ? [] : [`the history has nothing on ${lacking.join(', ')}: not measured`];
    return { history: pick(history, found), notes };
  }
  return known.length === 1 ? { history, notes: [] } : allThatLived(history);
}
