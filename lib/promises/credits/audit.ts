import type { AuditCheck } from '../evidence.ts';
import { claimable, closedMonthly, closeWatched, everyTenant, reported } from './close-checks.ts';
import { asAgreed } from './close-found.ts';
import { ledgerGuarded, locked, signed } from './kept-checks.ts';

export const checks: readonly AuditCheck[] = [
  closedMonthly('credits'),
  everyTenant('credits'),
  asAgreed(
    'credits/tiers-as-agreed',
    'credits.tiers',
    'Credits are computed with the tiers that were agreed.',
    terms => terms.credits?.tiers,
  ),
  asAgreed(
    'credits/cap-as-agreed',
    'credits.cap',
    'Credits are capped as agreed.',
    terms => terms.credits?.cap,
  ),
  asAgreed(
    'credits/claim-as-agreed',
    'credits.claim',
    'Credits are claimed as agreed, and within the agreed time.',
    terms => terms.credits?.claim,
  ),
  asAgreed(
    'credits/annual-fee-as-agreed',
    'credits.annual-fee',
    'An annual fee becomes a monthly one as agreed.',
    terms => terms.credits?.['annual-fee'],
  ),
  asAgreed(
    'credits/paid-as-agreed',
    'credits.paid-as',
    'Credits reach the customer as agreed.',
    terms => terms.credits?.['paid-as'],
  ),
  asAgreed(
    'availability/exclusions-as-agreed',
    'availability.excludes',
    'Only what was agreed is left out of the measurement, with its notice and its evidence.',
    terms => terms.availability?.excludes,
  ),
  asAgreed(
    'availability/counted-as-agreed',
    'availability.counts',
    'Outages that were agreed to count are counted.',
    terms => terms.availability?.counts,
  ),
  asAgreed(
    'availability/measured-as-agreed',
    'availability.measured',
    'Uptime is counted by the policies that were agreed.',
    terms => terms.availability?.measured,
  ),
  asAgreed(
    'credits/price-as-agreed',
    'price',
    'Credits and invoices are computed from the fee that was agreed.',
    terms => terms.price,
  ),
  ledgerGuarded('credits'),
  locked,
  signed,
  closeWatched('availability/close-watched', 'availability'),
  claimable,
  reported,
];
