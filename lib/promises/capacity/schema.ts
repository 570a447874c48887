import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';
import { money, percent, period, size } from '../../agreement/units/index.ts';

export const capacitySize = part({
  'data-below': better('higher', size.optional()).describe(
    'The amount of data it is meant for; unlimited when left out',
  ),
  'price-per-day': better('lower', z.union([money, z.literal('by-quote')])).describe(
    'The price of one billed day',
  ),
});

export const capacity = term({
  reserved: better('more', z.array(z.enum(['cpu', 'memory']))).describe(
    'What is reserved, and so cannot be exceeded',
  ),
  sizes: z.record(z.string(), capacitySize).describe('Sizes of an environment, by name'),
  discounts: z
    .array(
      part({
        for: z.enum(['pre-payment', 'longer-term']).describe('What earns it'),
        'term-at-least': period.optional().describe('The shortest term that earns it'),
        discount: better('higher', z.union([percent, z.literal('by-quote')])).describe(
          'The share of the price',
        ),
      }),
    )
    .optional()
    .describe('Price reductions'),
});
