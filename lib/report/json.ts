import type { RefusedDrill } from '../audit/drills/read.ts';
import {
  type AuditResult,
  type ClauseResult,
  type PlacedEvidence,
  pathText,
  unclaimedOf,
} from '../audit/result.ts';

/** The stable shape of `covenant audit --json`; the README documents it. */
export function auditJson(result: AuditResult, refused: readonly RefusedDrill[] = []) {
  return {
    agreement: result.agreement,
    environment: result.environment,
    clauses: result.clauses.map(clauseJson),
    unclaimed: unclaimedOf(result).map(({ template, logicalId, type, line }) => ({
      ...{ template, logicalId, type, line },
    })),
    resources: result.resources,
    drills: { seen: result.drills, refused },
  };
}

function clauseJson({ id, promise, status, evidence, reasons, terms }: ClauseResult) {
  return { id, promise, status, evidence: evidence.map(evidenceJson), reasons, terms };
}

function evidenceJson(evidence: PlacedEvidence) {
  const { template, logicalId, path, line, expected, actual, holds, rule, plan, tenant, drill } = evidence;
  const place = { template, logicalId, path: pathText(path), line };
  return { ...place, expected, actual, holds, rule, plan, tenant, drill };
}
