import type { CreditTerms } from './rules.ts';

/** Whether and until when a credit must be asked for. */
export type Claim =
  | { readonly by: 'automatic' }
  | { readonly by: 'support-ticket'; readonly until: number | undefined };

/** When the window to claim closes: so long after the end of the incident (TIER-7). NODE-2 needs no claim. */
export function claimOf(terms: CreditTerms, incidentEnd: number): Claim {
  const { by, within } = terms.claim;
  if (by === 'automatic') return { by };
  return { by, until: within === undefined ? undefined : incidentEnd + within.seconds };
}

/** Whether a ticket of that time is in time; the last instant of the window still is. */
export function inTime(claim: Claim, ticket: number): boolean {
  return claim.by === 'automatic' || claim.until === undefined || ticket <= claim.until;
}
