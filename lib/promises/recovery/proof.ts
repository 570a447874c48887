import type { Agreement } from '../agreement.ts';
import { poolsFor } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import type { Pool } from '../databases/pools.ts';
import type { Assembly, Evidence, JsonPath, Subject, Verdict } from '../evidence.ts';
import type { DrillReport, DrillSubject } from './report.ts';

/** A drill whose report was read and whose signature was verified. */
export interface SeenDrill {
  readonly file: string;
  readonly report: DrillReport;
  readonly about: DrillSubject;
  /** The line of the file, from 1, on which a path of the report is. */
  readonly lineOf: (path: JsonPath) => number;
}

/** The drills that an audit may count, and the moment from which their age is counted. */
export interface SeenDrills {
  readonly drills: readonly SeenDrill[];
  readonly now: Date;
}

/** What a check of drills asks. */
export interface Question {
  /** Whether a report says anything about it. */
  readonly speaks: (report: DrillReport) => boolean;
  /** The flags of `covenant drill` that would answer it, besides the agreement. */
  readonly flags?: string;
  /** What the audit says without a drill: `unknown` where drills themselves are promised. */
  readonly without: 'unknown' | 'unseen';
  readonly ask: (drill: SeenDrill, pool: Pool, now: Date) => readonly Evidence[];
}

/**
 * Asks about the drill that decides for each pool of a subject. A measurement that does not hold is never hidden by a
 * pool that has no drill.
 */
export function perDrill(subject: Subject, assembly: Assembly, question: Question): Verdict {
  const pools = poolsFor(subject);
  if (pools.length === 0) return { status: 'not-applicable', reason: 'nobody on this plan has a database' };
  const seen = assembly.seen ?? { drills: [], now: new Date(0) };
  const deciding = pools.map(pool => ({ pool, drill: decidingDrill(seen.drills, subject, pool, question) }));
  const evidence = deciding.flatMap(({ pool, drill }) => (drill ? question.ask(drill, pool, seen.now) : []));
  const undrilled = deciding.filter(({ drill }) => !drill).map(({ pool }) => pool);
  const answered = evidence.length > 0 && (undrilled.length === 0 || question.without === 'unseen');
  if (answered || evidence.some(({ holds }) => !holds)) return { status: 'judged', evidence };
  const some = evidence.length > 0 ? undrilled : [];
  return { status: question.without, reason: unseen(subject, seen.drills, some, question) };
}

/**
 * The drill that decides: the newest in the environment itself, else the newest of the agreement on a machine of its
 * own. One that was made to fail proves nothing, whatever it found.
 */
function decidingDrill(
  drills: readonly SeenDrill[],
  subject: Subject,
  pool: Pool,
  { speaks }: Question,
): SeenDrill | undefined {
  const [newest] = drills
    .filter(({ report, about }) => report.fault === null && isAbout(about, subject, pool) && speaks(report))
    .toSorted((a, b) => weight(b) - weight(a) || ended(b) - ended(a));
  return newest;
}

function weight({ about }: SeenDrill): number {
  return about.place === 'deployed' ? 1 : 0;
}

function ended({ about }: SeenDrill): number {
  return new Date(about.endedAt).getTime();
}

function isAbout(about: DrillSubject, { agreement, environment }: Subject, pool: Pool): boolean {
  if (about.agreement !== agreement.agreement || about.version !== agreement.version) return false;
  if (about.place === 'local') return true;
  const { database } = namesOf(environment.environment, pool);
  return about.environment === environment.environment && about.database === database;
}

function unseen(
  { agreement, environment }: Subject,
  drills: readonly SeenDrill[],
  pools: readonly Pool[],
  { flags }: Question,
): string {
  const command = ['covenant drill --agreement', agreement.agreement, ...(flags ? [flags] : [])].join(' ');
  const named = pools.map(pool => namesOf(environment.environment, pool).database).join(', ');
  const of = named === '' ? '' : ` of ${named}`;
  return `no drill seen${of}${otherVersions(agreement, drills)}; run ${command}`;
}

function otherVersions({ agreement, version }: Agreement, drills: readonly SeenDrill[]): string {
  const others = drills.filter(({ about }) => about.agreement === agreement && about.version !== version);
  const versions = [...new Set(others.map(({ about }) => about.version))].sort();
  return versions.length === 0
    ? ''
    : ` (those of version ${versions.join(', ')} do not count for ${version})`;
}

/** What a drill measured, beside what was promised. */
export function measuredIn(
  { file, about, lineOf }: SeenDrill,
  path: JsonPath,
  said: Pick<Evidence, 'expected' | 'actual' | 'holds'>,
): Evidence {
  const { run, place, endedAt } = about;
  return {
    ...{ template: file, logicalId: run, path, ...said },
    drill: { run, place, endedAt, line: lineOf(path) },
  };
}

/** A time in seconds against the most that was promised; one that was not measured keeps no promise. */
export function timeIn(
  drill: SeenDrill,
  path: JsonPath,
  measured: number | null,
  promised: number,
): Evidence {
  const actual = measured === null ? 'not measured' : `${measured.toFixed(2)} s`;
  const holds = measured !== null && measured <= promised;
  return measuredIn(drill, path, { expected: `at most ${promised} s`, actual, holds });
}
