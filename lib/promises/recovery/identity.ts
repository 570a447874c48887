import type { Mode } from './state.ts';

/** The tags by which a restored instance tells whose it is. */
export const TAGS = {
  run: 'covenant:run',
  source: 'covenant:restored-from',
  mode: 'covenant:mode',
  /** Whoever finds the instance after this time may remove it: its run has died. */
  expires: 'covenant:expires',
} as const;

const LONGEST_IDENTIFIER = 63;

/**
 * The identifier that every restore of a database takes. Because it depends on nothing but the database, RDS
 * itself refuses a second one: there is never more than one restore of a database at a time.
 */
export function targetIdentifier(source: string, mode: Mode): string {
  const suffix = mode === 'drill' ? '-drill' : '-recovery';
  const stem = source
    .toLowerCase()
    .slice(0, LONGEST_IDENTIFIER - suffix.length)
    .replace(/-+$/, '');
  return `${stem}${suffix}`;
}

/** Where the database goes that a recovered one replaces. */
export function replacedIdentifier(source: string, run: string): string {
  const words = run.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const suffix = ['-before', ...words].join('-').slice(0, 32).replace(/-+$/, '');
  const stem = source
    .toLowerCase()
    .slice(0, LONGEST_IDENTIFIER - suffix.length)
    .replace(/-+$/, '');
  return `${stem}${suffix}`;
}

export type Claim = 'mine' | 'expired' | 'busy' | 'foreign';

/** Whose an existing instance with the target's identifier is. One without our tags is left alone. */
export function claimOn(tags: Readonly<Record<string, string>>, run: string, now: Date): Claim {
  const owner = tags[TAGS.run];
  if (owner === undefined) return 'foreign';
  if (owner === run) return 'mine';
  const expires = tags[TAGS.expires];
  return expires !== undefined && new Date(expires) < now ? 'expired' : 'busy';
}
