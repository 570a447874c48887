import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, ranked, restricts } from '../../agreement/direction.ts';
import { duration, percent } from '../../agreement/units/index.ts';

export const creditTier = part({
  below: better('higher', percent).describe('Applies when the uptime is strictly below this'),
  credit: better('higher', percent).describe('The share of the fee that is credited'),
});

export const credits = term({
  of: z
    .enum(['monthly-fee'])
    .describe('What a credit is a share of; an annual fee is pro-rated to the month'),
  tiers: better('more', z.array(creditTier)).describe('The lowest tier that applies is owed'),
  cap: better('higher', percent).describe('The most that is credited in one month'),
  claim: part({
    by: ranked(['support-ticket', 'automatic'], z.enum(['automatic', 'support-ticket'])).describe(
      'automatic: credited without being asked',
    ),
    within: restricts(better('higher', duration.optional())).describe(
      'How long after the incident it can be claimed',
    ),
  }).describe('Whether the customer must ask'),
  'annual-fee': part({
    proration: z
      .enum(['twelfth', 'by-days'])
      .describe('twelfth: the same every month; by-days: by the days of the month'),
  })
    .optional()
    .describe('How an annual fee becomes a monthly one'),
  'paid-as': part({
    to: z.enum(['next-invoice', 'refund']).describe('Where the credit goes'),
    'at-end': ranked(['lapse', 'refund'], z.enum(['refund', 'lapse']).optional()).describe(
      'What becomes of a credit for which no later invoice comes; refunded when left out',
    ),
  }).describe('How a credit reaches the customer'),
});
