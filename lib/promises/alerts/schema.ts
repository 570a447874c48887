import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, restricts } from '../../agreement/direction.ts';
import { duration, quota } from '../../agreement/units/index.ts';

/** Alert budget, storms and approvals (AGENT-6 to AGENT-8). */
export const alerts = term({
  budget: restricts(
    part({ 'per-server': better('higher', quota), beyond: z.literal('manual-mode') }).optional(),
  ),
  storm: part({
    'more-than': z.int().positive(),
    within: duration,
    logged: z.literal('all'),
    processing: z.literal('may-be-delayed'),
  }).optional(),
  approvals: part({ 'expire-after': z.record(z.string(), better('higher', duration)) }).optional(),
});

export const providers = term({
  several: better('present', z.boolean()),
  keys: z.enum(['customer-own', 'included']),
  'switch-by': z.enum(['area', 'whole']).describe('What can be moved to another provider in an outage'),
});

export const actionItems = term({
  states: z.record(
    z.string(),
    part({ next: z.array(z.string()), 'acts-next': z.enum(['provider', 'customer', 'nobody']) }),
  ),
  'customer-told': z.literal('fix-deployed'),
});
