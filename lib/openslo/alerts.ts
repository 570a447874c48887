import { document, nameOf, type OpenSloDocument } from './documents.ts';

/**
 * How fast a month's budget may burn before somebody is called: at 14.4 times the allowed rate, 2 % of it is gone in
 * an hour. The figure is the usual one of site reliability engineering; no agreement promises it.
 */
const FAST_BURN = { threshold: 14.4, lookbackWindow: '1h', alertAfter: '5m' };

/** The alert of one agreement: burning fast, told to whoever operates it. */
export function alertDocuments(agreement: string): { name: string; documents: readonly OpenSloDocument[] } {
  const name = nameOf(agreement, 'fast-burn');
  const target = nameOf(agreement, 'operations');
  return {
    name,
    documents: [
      document(
        'AlertNotificationTarget',
        { name: target },
        { target: 'email', description: 'Who operates the service' },
      ),
      document(
        'AlertCondition',
        { name },
        {
          description: 'The budget of the month burns so fast that 2 % of it is gone within an hour',
          severity: 'page',
          condition: { kind: 'burnrate', op: 'gte', ...FAST_BURN },
        },
      ),
      document(
        'AlertPolicy',
        { name },
        {
          description: 'Somebody is called before the promise of the month is lost',
          alertWhenNoData: true,
          alertWhenResolved: false,
          alertWhenBreaching: true,
          conditions: [{ conditionRef: name }],
          notificationTargets: [{ targetRef: target }],
        },
      ),
    ],
  };
}
