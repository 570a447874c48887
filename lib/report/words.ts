import type { AuditResult, ClauseStatus } from '../audit/result.ts';
import { countsOf } from '../audit/result.ts';

/** How a status is shown: never by colour alone. */
export const MARKS: Readonly<Record<ClauseStatus, string>> = {
  kept: '✔',
  broken: '✘',
  unknown: '?',
  'not-enforced': '○',
  'not-applicable': '–',
};

export const WORDS: Readonly<Record<ClauseStatus, string>> = {
  kept: 'kept',
  broken: 'broken',
  unknown: 'unknown',
  'not-enforced': 'not enforced',
  'not-applicable': 'not applicable',
};

/** What each status means, for whoever reads a report for the first time. */
export const MEANINGS: Readonly<Record<ClauseStatus, string>> = {
  kept: 'Every check of every plan found the value that was promised.',
  broken: 'At least one value in the templates is not the one that was promised.',
  unknown: 'A check could not tell from the templates, or a promised drill was not seen.',
  'not-enforced': 'The agreement states it, but no check proves it from the templates.',
  'not-applicable': 'It speaks of plans or tenants that this environment does not have.',
};

/** The order in which people want to read them. */
export const READING_ORDER: readonly ClauseStatus[] = [
  'kept',
  'broken',
  'unknown',
  'not-enforced',
  'not-applicable',
];

/** Such as `12 kept, 0 broken, 3 not enforced`; kept and broken are always said. */
export function countsText(result: AuditResult): string {
  const counts = countsOf(result.clauses);
  return READING_ORDER.filter(status => counts[status] > 0 || status === 'kept' || status === 'broken')
    .map(status => `${counts[status]} ${WORDS[status]}`)
    .join(', ');
}
