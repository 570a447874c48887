import type { Terms } from '../promises/terms.ts';

/** The clause under which a credit is posted: once per (tenant, month, clause). */
export function creditClause(terms: Terms): string | undefined {
  const clause = terms.credits?.clause;
  return typeof clause === 'string' ? clause : clause?.[0];
}
