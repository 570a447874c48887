import { withoutContact } from '../incidents/contact.ts';
import type { Contradiction, Problem } from '../problem.ts';
import { perView, type View } from '../views.ts';
import { announcedByEmail } from './rules.ts';

/** Saturday and Sunday, on the weekend on which clocks go forward. */
const SHORTEST_WEEKEND = 47 * 3600;

export const contradictions: readonly Contradiction[] = [
  perView(longerThanWeekend),
  (agreement, environment) => withoutContact(agreement, environment, 'maintenance', announcedByEmail),
];

/** Work that is done on weekends and may take longer than one could not be finished when it is allowed to. */
function longerThanWeekend({ terms, placeOf }: View): readonly Problem[] {
  return Object.entries(terms.maintenance?.kinds ?? {}).flatMap(([name, kind]) => {
    const longest = kind['lasts-under'];
    if (kind.when !== 'weekends' || longest === undefined || longest.seconds <= SHORTEST_WEEKEND) return [];
    return [
      {
        code: 'COV-WEEKEND-TOO-SHORT',
        severity: 'error' as const,
        message: `${name} maintenance is done on weekends and may take ${longest.text}`,
        why: 'A weekend has 47 hours when clocks go forward; what is longer runs into a working day.',
        fix: 'write `lasts-under: 47h` or less, or `when: any-time`',
        ...placeOf('maintenance', 'kinds', name, 'lasts-under'),
      },
    ];
  });
}
