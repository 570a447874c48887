import type { LoadedAssembly } from './assembly.ts';
import type { Finding, Judgement, Party, StatedTerm } from './findings.ts';
import type { ClauseResult, ClauseStatus, Doubt, PlacedEvidence } from './result.ts';

type LineOf = LoadedAssembly['lineOf'];

/** What the findings say of one clause. */
export function clauseResult(
  id: string,
  promise: string,
  judgement: Judgement,
  lineOf: LineOf,
): ClauseResult {
  const findings = judgement.findings.filter(finding => finding.clauses.includes(id));
  const stated = judgement.stated.filter(term => term.clauses.includes(id));
  const doubts = findings.flatMap(doubtOf);
  return {
    id,
    promise,
    status: statusOf(findings, stated),
    evidence: findings.flatMap(finding => placed(finding, lineOf)),
    doubts,
    reasons: reasonsOf(doubts, stated, partiesOf(judgement)),
    terms: [...new Set(stated.map(({ term }) => term))],
  };
}

/** The status that the findings of one clause add up to. */
function statusOf(findings: readonly Finding[], stated: readonly StatedTerm[]): ClauseStatus {
  if (findings.some(isBroken)) return 'broken';
  if (findings.some(({ verdict }) => verdict.status === 'unknown')) return 'unknown';
  if (stated.length === 0 || stated.some(({ rules }) => rules.length === 0)) return 'not-enforced';
  if (findings.every(({ verdict }) => verdict.status !== 'judged')) return 'not-applicable';
  return 'kept';
}

/** Judged with at least one comparison that does not hold; judged without any comparison proves nothing. */
export function isBroken({ verdict }: Finding): boolean {
  if (verdict.status !== 'judged') return false;
  return verdict.evidence.length === 0 || verdict.evidence.some(({ holds }) => !holds);
}

function placed({ rule, says, plan, tenant, verdict }: Finding, lineOf: LineOf): PlacedEvidence[] {
  if (verdict.status !== 'judged') return [];
  return verdict.evidence.map(({ template, logicalId, path, expected, actual, holds, drill }) => {
    const line = drill?.line ?? (template === '' ? 0 : lineOf(template, logicalId, path));
    return { rule, says, plan, tenant, template, logicalId, path, line, expected, actual, holds, drill };
  });
}

function doubtOf({ rule, says, plan, tenant, verdict }: Finding): Doubt[] {
  if (verdict.status === 'judged') return [];
  return [{ rule, says, plan, tenant, status: verdict.status, reason: verdict.reason }];
}

function reasonsOf(doubts: readonly Doubt[], stated: readonly StatedTerm[], parties: number): string[] {
  if (stated.length === 0) return ['no term of the agreement states this clause'];
  const unproven = stated.filter(({ rules }) => rules.length === 0);
  const notChecked = grouped(unproven.map(term => [`nothing checks ${term.term}`, term]));
  const said = grouped(doubts.map(doubt => [doubtText(doubt, rulesWith(doubt, doubts)), doubt]));
  return [...notChecked, ...said].map(([text, ofWhom]) => {
    const everyone = parties > 1 && ofWhom.length === parties;
    return `${text} (${everyone ? 'every plan' : ofWhom.join(', ')})`;
  });
}

function partiesOf({ stated }: Judgement): number {
  return new Set(stated.map(partyText)).size;
}

/** Checks that all lack the same thing are named together. */
function rulesWith({ status, reason }: Doubt, doubts: readonly Doubt[]): string {
  const same = doubts.filter(doubt => doubt.status === status && doubt.reason === reason);
  return [...new Set(same.map(({ rule }) => rule))].join(', ');
}

function doubtText({ status, reason }: Doubt, rules: string): string {
  return status === 'unknown' ? `${rules}: unknown, ${reason}` : `${rules}: ${reason}`;
}

/** Says a thing once, with all the parties of whom it is true. */
function grouped(entries: readonly (readonly [string, Party])[]): [string, string[]][] {
  const groups = new Map<string, Set<string>>();
  for (const [text, party] of entries)
    groups.set(text, (groups.get(text) ?? new Set()).add(partyText(party)));
  return [...groups].map(([text, parties]) => [text, [...parties]]);
}

export function partyText({ plan, tenant }: Party): string {
  return tenant ? `${tenant} on ${plan}` : plan;
}
