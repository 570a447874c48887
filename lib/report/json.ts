import {
  type AuditResult,
  type ClauseResult,
  type PlacedEvidence,
  pathText,
  unclaimedOf,
} from '../audit/result.ts';

/** The stable shape of `covenant audit --json`; the README documents it. */
export function auditJson(result: AuditResult) {
  return {
    agreement: result.agreement,
    environment: result.environment,
    clauses: result.clauses.map(clauseJson),
    unclaimed: unclaimedOf(result).map(({ template, logicalId, type, line }) => ({
      ...{ template, logicalId, type, line },
    })),
    resources: result.resources,
  };
}

function clauseJson({ id, promise, status, evidence, reasons, terms }: ClauseResult) {
  return { id, promise, status, evidence: evidence.map(evidenceJson), reasons, terms };
}

function evidenceJson(evidence: PlacedEvidence) {
  const { template, logicalId, path, line, expected, actual, holds, rule, plan, tenant } = evidence;
  return { template, logicalId, path: pathText(path), line, expected, actual, holds, rule, plan, tenant };
}
