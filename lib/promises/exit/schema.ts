import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';
import { period } from '../../agreement/units/index.ts';

/** What happens at the end of the relationship (NODE-10, NODE-11). */
export const exit = term({
  export: part({
    formats: z.enum(['open', 'any']).describe('open: in formats that others can read'),
    on: z.literal('request').describe('When it is made'),
  })
    .optional()
    .describe('All data, for the customer to take along'),
  handover: part({
    'notice-period': better('higher', z.union([period, z.literal('by-contract')])).describe(
      'How long before the end it is announced',
    ),
    migration: z.literal('supported').optional().describe('Whether moving away is helped with'),
    documented: better('present', z.boolean()).describe('Whether the handover is written down'),
  })
    .optional()
    .describe('What happens when the relationship ends'),
});
