import type { Agreement } from '../agreement.ts';
import type { Environment } from '../environment.ts';
import type { Contradiction, Problem } from '../problem.ts';
import type { TermName, Terms } from '../terms.ts';
import { perView } from '../views.ts';

export const contradictions: readonly Contradiction[] = [copiesElsewhere];

interface Copy {
  readonly term: TermName;
  readonly below: string;
  readonly what: string;
}

/** Records that stay in their region cannot be copied to another one that was not agreed (NODE-9 against OPS-13). */
function copiesElsewhere(agreement: Agreement, environment: Environment | undefined): readonly Problem[] {
  const target = environment?.recovery.region;
  const find = perView(({ terms, placeOf }) => {
    if (terms.residency === undefined || isAgreed(terms, target)) return [];
    return copiesOf(terms).map(copy => ({
      code: 'COV-RESIDENCY-COPY',
      severity: 'error' as const,
      message: `records stay in their region, but ${copy.what} to ${target ?? 'the recovery region'}`,
      why: 'A promise of residency (NODE-9) and a copy elsewhere (OPS-13) exclude each other without a written agreement.',
      fix: `take \`${copy.below}\` out, or name ${target ?? 'the region'} under \`residency.agreed-copies\``,
      impossible: true,
      ...placeOf(copy.term, ...copy.below.split('.')),
    }));
  });
  return find(agreement, environment);
}

/** Without an environment any agreed region may be the right one. */
function isAgreed(terms: Terms, target: string | undefined): boolean {
  const agreed = terms.residency?.['agreed-copies']?.regions ?? [];
  return target === undefined ? agreed.length > 0 : agreed.includes(target);
}

function copiesOf(terms: Terms): readonly Copy[] {
  const { backups, failover } = terms;
  const copies: readonly (Copy | false | undefined)[] = [
    backups?.away && { term: 'backups', below: 'away', what: 'backups are copied' },
    backups?.['point-in-time']?.away && {
      term: 'backups',
      below: 'point-in-time.away',
      what: 'continuous backups are replicated',
    },
    failover?.region && { term: 'failover', below: 'region', what: 'a failover moves the service' },
  ];
  return copies.filter(copy => copy !== undefined && copy !== false);
}
