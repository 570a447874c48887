import type { Contradiction, Problem } from '../problem.ts';
import { perView, type View } from '../views.ts';
import { withoutContact } from './contact.ts';
import { reportTermsOf, toldByEmail } from './rules.ts';

export const contradictions: readonly Contradiction[] = [
  perView(toldByNoPage),
  perView(reportOpen),
  (agreement, environment) => withoutContact(agreement, environment, 'incidents', toldByEmail),
];

function toldByNoPage({ terms, placeOf }: View): readonly Problem[] {
  const { incidents } = terms;
  if (!incidents || incidents['status-page'] || !incidents['told-by'].includes('status-page')) return [];
  return [
    {
      code: 'COV-TOLD-BY-NO-PAGE',
      severity: 'error',
      message: 'incidents are told on the status page, and `status-page: false` says that there is none',
      why: 'One sentence promises what the other takes away.',
      fix: 'write `status-page: true`, or take `status-page` out of `told-by`',
      ...placeOf('incidents', 'told-by'),
    },
  ];
}

/** "Significant" and "afterwards" are no figures: without them nobody can say that a report is late. */
function reportOpen({ terms, placeOf }: View): readonly Problem[] {
  const { incidents } = terms;
  if (!incidents?.['report-after'] || reportTermsOf(incidents)) return [];
  const key = incidents['report-within'] === undefined ? 'report-within' : 'significant-after';
  const example = key === 'report-within' ? '5d' : '30m';
  return [
    {
      code: 'COV-REPORT-OPEN',
      severity: 'error',
      message: `a report is promised without \`${key}\``,
      why: 'Without a figure nobody can tell whether a report is owed, or late (OPS-11).',
      fix: `add \`${key}: ${example}\`, or the figure that you agreed on`,
      impossible: true,
      ...placeOf('incidents', 'report-after'),
    },
  ];
}
