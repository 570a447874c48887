import type { Duration } from '../agreement/units/index.ts';
import type { Policy } from '../promises/availability/policy.ts';
import type { MeasureView } from './measures.ts';
import { lengthText } from './words.ts';

/** How uptime is counted, one sentence per policy, so that a reader can tell which of the possible ones was used. */
export function policyTexts(policy: Policy): readonly string[] {
  return [
    countsText(policy),
    ORDER[policy.order],
    SCOPE[policy.scope],
    MISSING[policy.missing],
    DENOMINATOR[policy.denominator],
    COMBINE[policy.combine],
  ];
}

function countsText({ countsAfter, inclusive }: Policy): string {
  if (countsAfter === 0) return 'All downtime counts, however short.';
  return `Downtime counts when it lasts ${inclusive ? '' : 'longer than '}${lengthText(countsAfter)}${inclusive ? ' or longer' : ''}, and then from its first second.`;
}

const ORDER: Readonly<Record<Policy['order'], string>> = {
  'exclude-first': 'Excluded time is taken out first; what is left of an outage is judged.',
  'qualify-first': 'An outage is judged whole; excluded time is taken out afterwards.',
  'bridge-exclusions': 'Excluded time does not count, and does not break an outage in two.',
};
const SCOPE: Readonly<Record<Policy['scope'], string>> = {
  'run-across-month': 'An outage over the end of a month is judged whole.',
  'clip-first': 'An outage over the end of a month is cut there first.',
};
const MISSING: Readonly<Record<Policy['missing'], string>> = {
  'as-up': 'Time without data counts as up.',
  'as-down': 'Time without data counts as down.',
  bridge: 'Time without data counts as down between two failures, and as up elsewhere.',
  excluded: 'Time without data is excluded.',
};
const DENOMINATOR: Readonly<Record<Policy['denominator'], string>> = {
  total: 'Uptime is a share of the whole month.',
  'minus-excluded': 'Uptime is a share of the month without its excluded time.',
};
const COMBINE: Readonly<Record<Policy['combine'], string>> = {
  each: 'Each component is measured by itself.',
  series: 'The service is down when any component is.',
  parallel: 'The service is down when all components are.',
};

/** What the column of the deciding number is called. */
export const DECIDING: Readonly<Record<Policy['combine'], string>> = {
  each: 'Lowest component',
  series: 'Service (down when any component is)',
  parallel: 'Service (down when all components are)',
};

/** What does not count, and under which clause. */
export function exclusionTexts({ measuring }: MeasureView): readonly string[] {
  return measuring.excludes.map(({ kind, notice, clause, ...rest }) => {
    const clock = rest['notice-zone'] ? ` by the clock of ${rest['notice-zone']}` : '';
    const announced = notice ? `${noticed(notice)}${clock}` : '';
    const evidence = rest.evidence === 'required' ? ', with evidence on file' : '';
    return `${kind.replaceAll('-', ' ')}${announced}${evidence}${clause ? ` (${[clause].flat().join(', ')})` : ''}`;
  });
}

function noticed({ seconds }: Duration): string {
  return ` announced at least ${seconds % 3600 === 0 ? `${seconds / 3600} h` : lengthText(seconds)} before`;
}

/** What is promised, in a sentence. */
export function promiseText({ terms, measuring }: MeasureView): string {
  const promise = terms?.promise?.text.replace('%', ' %');
  if (!measuring.promise || !promise) return 'Best effort: no uptime is promised';
  return terms?.commitment === 'target'
    ? `${promise} uptime a month is the target`
    : `${promise} uptime a month is promised`;
}
