import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, restricts } from '../../agreement/direction.ts';
import { money, period } from '../../agreement/units/index.ts';

export const subscription = term({
  granularity: z.literal('day').describe('The smallest time that is billed'),
  starts: z.literal('day-after-sign-up').describe('The first billed day'),
  invoiced: z.enum(['monthly-in-arrears', 'monthly-in-advance']).describe('When an invoice is made'),
  termination: part({
    notice: better('lower', period).describe('How long before the end it is given'),
    'billed-to': z.literal('end-of-day').describe('The last billed moment'),
  }).describe('How it ends'),
});

export const price = restricts(
  term({
    fee: better('lower', z.union([money, z.enum(['free', 'by-quote'])])).describe('The fee'),
    per: z.enum(['month', 'year', 'once']).optional().describe('How often the fee is due'),
  }),
);

export const seats = restricts(
  term({
    servers: better('higher', z.int().nonnegative()).describe('Servers that may be connected'),
    members: better('higher', z.int().nonnegative()).describe('People with an account'),
    'read-only': better('higher', z.int().nonnegative().optional()).describe('People who only look'),
    'concurrent-agents': restricts(better('higher', z.int().nonnegative().optional())).describe(
      'Agents that may work at once',
    ),
  }),
);
