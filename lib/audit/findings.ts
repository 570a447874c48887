import type { Agreement } from '../promises/agreement.ts';
import type { Environment } from '../promises/environment.ts';
import type { Assembly, AuditCheck, Subject, Verdict } from '../promises/evidence.ts';
import { PROMISES } from '../promises/index.ts';
import { type Bearing, bearingsOf, provenBy } from './bearing.ts';
import { subjectsOf } from './subjects.ts';

/** Whose terms were judged: a plan's, or those agreed with one tenant. */
export interface Party {
  readonly plan: string;
  readonly tenant?: string | undefined;
}

/** One check, asked about one party. */
export interface Finding extends Party {
  readonly rule: string;
  readonly says: string;
  readonly term: string;
  readonly clauses: readonly string[];
  readonly verdict: Verdict;
}

/** A part of the terms that names a clause, whose it is, and which rules prove it. */
export interface StatedTerm extends Party, Bearing {
  readonly rules: readonly string[];
}

export interface Judgement {
  readonly findings: readonly Finding[];
  readonly stated: readonly StatedTerm[];
}

/** The checks of every promise, in the order of the reports. */
export const CHECKS: readonly AuditCheck[] = PROMISES.flatMap(promise => promise.checks);

/** Asks every check about every party whose terms it speaks of. Pure: the same assembly gives the same findings. */
export function judge(
  agreement: Agreement,
  environment: Environment,
  assembly: Assembly,
  checks: readonly AuditCheck[] = CHECKS,
): Judgement {
  const parts = subjectsOf(agreement, environment).map(subject => judgeSubject(subject, assembly, checks));
  return { findings: parts.flatMap(part => part.findings), stated: parts.flatMap(part => part.stated) };
}

function judgeSubject(subject: Subject, assembly: Assembly, checks: readonly AuditCheck[]): Judgement {
  const party = partyOf(subject);
  const rules = new Map<string, string[]>();
  const findings = checks.flatMap(check => {
    const proven = provenBy(subject.terms, check.term);
    if (!proven) return [];
    for (const { term } of proven) rules.set(term, [...(rules.get(term) ?? []), check.rule]);
    const clauses = [...new Set(proven.flatMap(bearing => bearing.clauses))];
    const { rule, says, term } = check;
    return [{ ...party, rule, says, term, clauses, verdict: check.run(subject, assembly) }];
  });
  const stated = bearingsOf(subject.terms).map(bearing => ({
    ...party,
    ...bearing,
    rules: rules.get(bearing.term) ?? [],
  }));
  return { findings, stated };
}

function partyOf({ plan, tenants }: Subject): Party {
  const own = tenants.find(tenant => tenant.terms);
  return own ? { plan, tenant: own.name } : { plan };
}
