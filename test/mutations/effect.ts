import { clauseResult, isBroken } from '../../lib/audit/clause.ts';
import { type Finding, type Judgement, judge } from '../../lib/audit/findings.ts';
import type { ClauseStatus } from '../../lib/audit/result.ts';
import type { Agreement } from '../../lib/promises/agreement.ts';
import type { Environment } from '../../lib/promises/environment.ts';
import type { Assembly } from '../../lib/promises/evidence.ts';
import { NOW, seenDrill } from '../audit/drill.data.ts';
import { MutableAssembly } from './mutable.ts';
import type { Mutation } from './mutation.ts';

/** An agreement that was compiled once, and what the audit says of it unharmed. */
export interface Compiled {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly assembly: Assembly;
  readonly before: Judgement;
}

/** What a mutation did to the audit. */
export interface Effect {
  /** The rules that newly broke for a plan or a tenant. */
  readonly rules: readonly string[];
  /** The clauses that those findings bear. */
  readonly borne: readonly string[];
  /** Every clause whose status is another one now. */
  readonly changed: readonly { readonly clause: string; readonly to: ClauseStatus }[];
}

/** Unharmed means drilled, too: with a green drill in each region. */
export function compiledOf(agreement: Agreement, environment: Environment, assembly: Assembly): Compiled {
  const name = agreement.agreement;
  const drills = [
    seenDrill({ about: { agreement: name } }),
    seenDrill({ about: { agreement: name, from: 'recovery-region' } }),
  ];
  const drilled: Assembly = { ...assembly, seen: { drills, now: NOW } };
  return { agreement, environment, assembly: drilled, before: judge(agreement, environment, drilled) };
}

/** Applies a mutation to a fresh copy and compares the two audits. */
export function effectOf(mutation: Mutation, { agreement, environment, assembly, before }: Compiled): Effect {
  const copy = new MutableAssembly(assembly);
  mutation.mutate(copy);
  const after = judge(agreement, environment, copy.assembly());
  const brokenBefore = new Set(before.findings.filter(isBroken).map(keyOf));
  const newly = after.findings.filter(finding => isBroken(finding) && !brokenBefore.has(keyOf(finding)));
  const changed = Object.keys(agreement.clauses).flatMap(clause => {
    const to = statusIn(after, clause);
    return to === statusIn(before, clause) ? [] : [{ clause, to }];
  });
  return {
    rules: [...new Set(newly.map(({ rule }) => rule))].sort(),
    borne: [...new Set(newly.flatMap(({ clauses }) => clauses))].sort(),
    changed,
  };
}

function keyOf({ rule, plan, tenant }: Finding): string {
  return `${rule}|${plan}|${tenant ?? ''}`;
}

function statusIn(judgement: Judgement, clause: string): ClauseStatus {
  return clauseResult(clause, '', judgement, () => 0).status;
}
