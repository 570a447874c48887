import type { Agreement } from '../agreement.ts';
import type { Environment } from '../environment.ts';
import type { Contradiction, Problem } from '../problem.ts';
import { perView } from '../views.ts';
import { weighTopologies } from './rules.ts';

export const contradictions: readonly Contradiction[] = [noTopology];

/** Where nothing is known of the environment, the zones are no obstacle. */
const ANYWHERE = { region: 'eu-central-1', zones: ['a', 'b', 'c', 'd', 'e', 'f'] };

/** Facts 7 and 17: no layout of a database keeps every promise about it at once. */
function noTopology(agreement: Agreement, environment: Environment | undefined): readonly Problem[] {
  const place = { primary: environment?.primary ?? ANYWHERE };
  const find = perView(({ terms, placeOf }) => {
    const weighed = weighTopologies(terms, place);
    if (weighed.some(each => each.breaks.length === 0)) return [];
    const obstacles = weighed.map(each => `${each.topology}: ${each.breaks.map(b => b.because).join(', ')}`);
    const term = terms.failover?.within === undefined ? 'databases' : 'failover';
    return [
      {
        code: 'COV-NO-TOPOLOGY',
        severity: 'error',
        message: 'no database topology keeps every promise about failover, zones and copies',
        why: `AWS facts 7 and 17: ${obstacles.join('; ')}.`,
        fix: 'allow 120s for the failover, or take `away` out of `point-in-time`, or name three zones',
        impossible: true,
        ...(term === 'failover' ? placeOf('failover', 'within') : placeOf('databases', 'survives')),
      },
    ];
  });
  return find(agreement, environment);
}
