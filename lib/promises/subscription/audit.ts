import { closedMonthly, closeWatched, everyTenant } from '../credits/close-checks.ts';
import { asAgreed, DEFINITION, listedTenant, MACHINE, perPlan, tenantsOf } from '../credits/close-found.ts';
import { ledgerGuarded } from '../credits/kept-checks.ts';
import { type AuditCheck, judge, resourcesOf, valueAt } from '../evidence.ts';

const FUNCTION = 'AWS::Lambda::Function';

const days: AuditCheck = {
  rule: 'subscription/days-as-agreed',
  term: 'subscription.starts',
  says: 'The close is given the day of sign-up, the last day, the size and the term of every subscription of a tenant.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { type: MACHINE, role: 'month-close' }, machine =>
      tenantsOf(subject).map(({ name, size, subscriptions }) => {
        const listed = listedTenant(machine, name);
        const given = JSON.stringify({ size: listed?.size, subscriptions: listed?.subscriptions });
        const expected = JSON.stringify({ size, subscriptions });
        return {
          ...judge(machine, DEFINITION, `${name}: ${expected}`, given === expected),
          actual: given,
        };
      }),
    ),
};

const terminable: AuditCheck = {
  rule: 'subscription/terminable',
  term: 'subscription.termination',
  says: 'A notice is noted, once for each ticket, in the ledger that the month close bills by.',
  run: (subject, assembly) =>
    perPlan(subject, assembly, { promise: 'subscription', type: FUNCTION, role: 'termination' }, fn => {
      const path = ['Properties', 'Environment', 'Variables', 'LEDGER'];
      const closes = resourcesOf(assembly, FUNCTION, { promise: 'credits', role: 'close' });
      const same = closes.every(
        close => JSON.stringify(valueAt(close, path)) === JSON.stringify(valueAt(fn, path)),
      );
      return [judge(fn, path, 'the ledger that is billed by', valueAt(fn, path) !== undefined && same)];
    }),
};

export const checks: readonly AuditCheck[] = [
  closedMonthly('subscription'),
  everyTenant('subscription'),
  asAgreed(
    'subscription/granularity-as-agreed',
    'subscription.granularity',
    'Days are what is billed, as agreed.',
    terms => terms.subscription?.granularity,
  ),
  asAgreed(
    'subscription/start-as-agreed',
    'subscription.starts',
    'The first billed day is the agreed one.',
    terms => terms.subscription?.starts,
  ),
  asAgreed(
    'subscription/invoiced-as-agreed',
    'subscription.invoiced',
    'Invoices are made before or after the month, as agreed.',
    terms => terms.subscription?.invoiced,
  ),
  asAgreed(
    'subscription/termination-as-agreed',
    'subscription.termination',
    'It ends with the agreed notice and is billed to the agreed moment.',
    terms => terms.subscription?.termination,
  ),
  asAgreed(
    'subscription/prices-as-agreed',
    'capacity.sizes',
    'Invoices are computed from the price that was agreed for each size.',
    terms => terms.capacity?.sizes,
  ),
  asAgreed(
    'subscription/discounts-as-agreed',
    'capacity.discounts',
    'Discounts come off as agreed, and one by quote only when the contract says how much.',
    terms => terms.capacity?.discounts,
  ),
  days,
  terminable,
  ledgerGuarded('subscription'),
  closeWatched('subscription/close-watched', 'subscription'),
];
