import type { Mode, RestoreRequest } from './state.ts';

/** The tags by which a restored instance tells whose it is. */
export const TAGS = {
  run: 'covenant:run',
  /** Which execution of the run made it: a trigger that is delivered twice starts two. */
  execution: 'covenant:execution',
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

export type Claim = 'mine' | 'duplicate' | 'expired' | 'busy' | 'foreign';
type Tags = Readonly<Record<string, string>>;
/** Who asks: a run, and the execution of it where there may be several. */
type Claimant = Pick<RestoreRequest, 'run' | 'mode' | 'execution'>;

/**
 * Whether an instance was made by this execution of this run. A second execution of a drill is a trigger that was
 * delivered twice (fact 23): it leaves the first alone. One of a recovery is a person who goes on with it.
 */
export function isOurs(tags: Tags, { run, mode, execution }: Claimant): boolean {
  if (tags[TAGS.run] !== run) return false;
  const maker = tags[TAGS.execution];
  return mode === 'recovery' || maker === undefined || maker === execution;
}

/** Whose an existing instance with the target's identifier is. One without our tags is left alone. */
export function claimOn(tags: Tags, claimant: Claimant, now: Date): Claim {
  const owner = tags[TAGS.run];
  if (owner === undefined) return 'foreign';
  if (isOurs(tags, claimant)) return 'mine';
  const expires = tags[TAGS.expires];
  if (expires !== undefined && new Date(expires) < now) return 'expired';
  return owner === claimant.run ? 'duplicate' : 'busy';
}
