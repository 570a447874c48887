import type { Agreement } from '../promises/agreement.ts';
import type { Environment } from '../promises/environment.ts';
import type { Assembly, AuditCheck } from '../promises/evidence.ts';
import type { LoadedAssembly } from './assembly.ts';
import { clauseResult } from './clause.ts';
import { CHECKS, judge } from './findings.ts';
import { isReliability } from './reliability.ts';
import type { AuditResult, ClauseResult, IndexedResource, SeenDrillResult } from './result.ts';

type Placed = Pick<LoadedAssembly, 'lineOf'> & Assembly;

/**
 * Audits an assembly against the agreement it should keep: every clause to its evidence, and every reliability
 * resource back to its clauses.
 */
export function audit(
  agreement: Agreement,
  environment: Environment,
  assembly: Placed,
  checks: readonly AuditCheck[] = CHECKS,
): AuditResult {
  const judgement = judge(agreement, environment, assembly, checks);
  const clauses = Object.entries(agreement.clauses).map(([id, promise]) =>
    clauseResult(id, promise, judgement, assembly.lineOf),
  );
  return {
    agreement: agreement.agreement,
    title: agreement.title ?? agreement.agreement,
    version: agreement.version,
    effective: agreement.effective,
    environment: environment.environment,
    clauses,
    resources: indexOf(assembly, clauses),
    drills: drillsOf(agreement, assembly),
    choices: agreement.choices ?? [],
  };
}

function indexOf(assembly: Placed, clauses: readonly ClauseResult[]): IndexedResource[] {
  const claims = claimsOf(clauses);
  return assembly.resources.filter(isReliability).map(({ template, logicalId, type }) => ({
    template,
    logicalId,
    type,
    line: assembly.lineOf(template, logicalId, []),
    clauses: [...(claims.get(`${template}#${logicalId}`) ?? [])],
  }));
}

function drillsOf({ agreement }: Agreement, { seen }: Assembly): SeenDrillResult[] {
  const own = (seen?.drills ?? []).filter(({ about }) => about.agreement === agreement);
  return own
    .map(({ file, report, about: { run, place, endedAt, database }, lineOf }) => ({
      ...{ file, run, place, endedAt, database, ok: report.ok, line: lineOf([]) },
    }))
    .toSorted((a, b) => (a.endedAt < b.endedAt ? 1 : -1));
}

function claimsOf(clauses: readonly ClauseResult[]): ReadonlyMap<string, ReadonlySet<string>> {
  const claims = new Map<string, Set<string>>();
  for (const { id, evidence } of clauses) {
    for (const { template, logicalId } of evidence) {
      const key = `${template}#${logicalId}`;
      claims.set(key, (claims.get(key) ?? new Set<string>()).add(id));
    }
  }
  return claims;
}
