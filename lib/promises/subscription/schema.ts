import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, restricts } from '../../agreement/direction.ts';
import { money, period } from '../../agreement/units/index.ts';

export const subscription = term({
  granularity: z.literal('day').describe('The smallest time that is billed'),
  starts: z.literal('day-after-sign-up'),
  invoiced: z.enum(['monthly-in-arrears', 'monthly-in-advance']),
  termination: part({ notice: better('lower', period), 'billed-to': z.literal('end-of-day') }),
});

export const price = restricts(
  term({
    fee: better('lower', z.union([money, z.enum(['free', 'by-quote'])])),
    per: z.enum(['month', 'year', 'once']).optional(),
  }),
);

export const seats = restricts(
  term({
    servers: better('higher', z.int().nonnegative()),
    members: better('higher', z.int().nonnegative()),
    'read-only': better('higher', z.int().nonnegative().optional()),
    'concurrent-agents': restricts(better('higher', z.int().nonnegative().optional())),
  }),
);
