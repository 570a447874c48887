import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';
import { period } from '../../agreement/units/index.ts';

/** What happens at the end of the relationship (NODE-10, NODE-11). */
export const exit = term({
  export: part({ formats: z.enum(['open', 'any']), on: z.literal('request') }).optional(),
  handover: part({
    'notice-period': better('higher', z.union([period, z.literal('by-contract')])),
    migration: z.literal('supported').optional(),
    documented: better('present', z.boolean()),
  }).optional(),
});
