import { written } from './units.ts';

type Group = Readonly<Record<string, unknown>>;

export interface Match {
  readonly name: string | number;
  readonly before: Group | undefined;
  readonly after: Group | undefined;
}

/** What tells the entries of a list apart, the most telling first: an exclusion's kind, a tier's threshold or credit. */
const KEYS = ['kind', 'for', 'name', 'resolves', 'below', 'credit'] as const;

/** Pairs the entries of two lists by what names them, and what is left by its order. */
export function matched(from: readonly Group[], to: readonly Group[]): readonly Match[] {
  const before = [...from];
  const after = [...to];
  const pairs: Match[] = [];
  for (const key of KEYS) takePairs(key, before, after, pairs);
  const rest = Math.max(before.length, after.length);
  for (let index = 0; index < rest; index++) {
    pairs.push({
      name: nameOf(after[index] ?? before[index], index),
      before: before[index],
      after: after[index],
    });
  }
  return pairs;
}

function takePairs(key: string, before: Group[], after: Group[], pairs: Match[]): void {
  for (const old of [...before]) {
    const value = written(old[key]);
    const partner = value === null ? undefined : after.find(item => written(item[key]) === value);
    if (partner === undefined || value === null) continue;
    pairs.push({ name: value, before: old, after: partner });
    before.splice(before.indexOf(old), 1);
    after.splice(after.indexOf(partner), 1);
  }
}

function nameOf(entry: Group | undefined, index: number): string | number {
  const key = KEYS.find(name => entry?.[name] !== undefined);
  return (key && written(entry?.[key])) ?? index;
}
