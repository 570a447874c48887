import { partyText } from '../../audit/clause.ts';
import type { ClauseResult, ClauseStatus, PlacedEvidence } from '../../audit/result.ts';

/** One place in a template and all the plans for which it was compared. */
export interface Comparison {
  readonly evidence: PlacedEvidence;
  readonly parties: readonly string[];
}

/** What one check found for a clause, over all plans. */
export interface RuleGroup {
  readonly rule: string;
  readonly says: string;
  readonly status: ClauseStatus;
  readonly comparisons: readonly Comparison[];
  /** Why a plan could not be judged, or need not be. */
  readonly notes: readonly string[];
}

/** A clause's evidence by check, the broken ones first. */
export function ruleGroups(clause: ClauseResult): readonly RuleGroup[] {
  const said = new Map([...clause.evidence, ...clause.doubts].map(({ rule, says }) => [rule, says]));
  const groups = [...said].map(([rule, says]) => groupOf(clause, rule, says));
  return groups.sort((one, other) => weight(one.status) - weight(other.status));
}

function weight(status: ClauseStatus): number {
  return ['broken', 'unknown', 'kept', 'not-applicable', 'not-enforced'].indexOf(status);
}

function groupOf(clause: ClauseResult, rule: string, says: string): RuleGroup {
  const evidence = clause.evidence.filter(item => item.rule === rule);
  const doubts = clause.doubts.filter(item => item.rule === rule);
  const status = statusOf(evidence, doubts);
  const notes = [...Map.groupBy(doubts, doubt => doubt.reason)].map(
    ([reason, same]) => `${same.map(partyText).join(', ')}: ${reason}`,
  );
  return { rule, says, status, comparisons: comparisonsOf(evidence), notes };
}

function statusOf(evidence: readonly PlacedEvidence[], doubts: ClauseResult['doubts']): ClauseStatus {
  if (evidence.some(({ holds }) => !holds)) return 'broken';
  if (doubts.some(({ status }) => status === 'unknown')) return 'unknown';
  return evidence.length === 0 ? 'not-applicable' : 'kept';
}

function comparisonsOf(evidence: readonly PlacedEvidence[]): Comparison[] {
  const same = Map.groupBy(evidence, ({ template, logicalId, path, expected, actual }) =>
    JSON.stringify([template, logicalId, path, expected, actual]),
  );
  const all = [...same.values()].flatMap(items =>
    items.slice(0, 1).map(item => ({ evidence: item, parties: [...new Set(items.map(partyText))] })),
  );
  return all.sort((one, other) => Number(one.evidence.holds) - Number(other.evidence.holds));
}
