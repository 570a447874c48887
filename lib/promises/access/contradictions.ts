import type { Contradiction } from '../problem.ts';
import { perView } from '../views.ts';

/** A limit per customer needs to know the customer (facts 1 and 3). */
export const contradictions: readonly Contradiction[] = [
  perView(({ terms, placeOf }) => {
    if (terms.access?.authentication !== 'none' || terms.limits === undefined) return [];
    return [
      {
        code: 'COV-ACCESS-UNCOUNTED',
        severity: 'error',
        message: 'limits are promised, but callers do not say who they are',
        why: 'AWS facts 1 and 3: calls are counted by API key; without one they cannot be told apart.',
        fix: 'write `authentication: api-key`, or take `limits` out',
        ...placeOf('access', 'authentication'),
      },
    ];
  }),
];
