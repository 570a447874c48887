import type { Choice } from '../promises/agreement.ts';
import type { DrillMark, JsonPath, Undecided } from '../promises/evidence.ts';
import type { Party } from './findings.ts';

/** In the order in which they weigh: the first that applies is the clause's. */
const STATUSES = ['broken', 'unknown', 'not-enforced', 'not-applicable', 'kept'] as const;
export type ClauseStatus = (typeof STATUSES)[number];

/** One comparison, with the line of the template on which it can be looked up. */
export interface PlacedEvidence extends Party {
  readonly rule: string;
  /** What must be so, in a sentence. */
  readonly says: string;
  /** The template's file below the assembly, or a drill's report; empty when the resource itself is missing. */
  readonly template: string;
  readonly logicalId: string;
  readonly path: JsonPath;
  /** From 1; 0 when the resource itself is missing. */
  readonly line: number;
  readonly expected: string;
  readonly actual: string;
  readonly holds: boolean;
  /** Set where a drill measured it; else a template says it. */
  readonly drill?: DrillMark | undefined;
}

/** A check that could not judge, or had nothing to judge. */
export interface Doubt extends Party {
  readonly rule: string;
  readonly says: string;
  readonly status: Undecided;
  readonly reason: string;
}

export interface ClauseResult {
  readonly id: string;
  /** What the clause promises, in the agreement's own sentence. */
  readonly promise: string;
  readonly status: ClauseStatus;
  readonly evidence: readonly PlacedEvidence[];
  readonly doubts: readonly Doubt[];
  /** Why it is unknown, not enforced or not applicable; which terms nothing checks. */
  readonly reasons: readonly string[];
  /** The terms that state it, such as `backups.away`. */
  readonly terms: readonly string[];
}

/** A resource that exists for reliability, and the clauses whose evidence names it. */
export interface IndexedResource {
  readonly template: string;
  readonly logicalId: string;
  readonly type: string;
  readonly line: number;
  readonly clauses: readonly string[];
}

/** A drill that counted, or could have. */
export interface SeenDrillResult extends DrillMark {
  readonly file: string;
  readonly ok: boolean;
  readonly database: string;
}

export interface AuditResult {
  readonly agreement: string;
  readonly title: string;
  readonly version: number;
  readonly effective: string;
  readonly environment: string;
  readonly clauses: readonly ClauseResult[];
  readonly resources: readonly IndexedResource[];
  /** The drills of this agreement that were seen, the newest first. */
  readonly drills: readonly SeenDrillResult[];
  readonly choices: readonly Choice[];
}

/** The reliability resources that no clause's evidence names. */
export function unclaimedOf(result: AuditResult): readonly IndexedResource[] {
  return result.resources.filter(resource => resource.clauses.length === 0);
}

export function countsOf(clauses: readonly ClauseResult[]): Readonly<Record<ClauseStatus, number>> {
  const counts = { broken: 0, unknown: 0, 'not-enforced': 0, 'not-applicable': 0, kept: 0 };
  for (const { status } of clauses) counts[status] += 1;
  return counts;
}

/** A path as people write it: Properties.BackupPlan.BackupPlanRule[0].Lifecycle. */
export function pathText(path: JsonPath): string {
  return path.map((key, index) => keyText(key, index === 0)).join('');
}

function keyText(key: string | number, first: boolean): string {
  if (typeof key === 'number') return `[${key}]`;
  return first ? key : `.${key}`;
}
