import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, ranked } from '../../agreement/direction.ts';
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
        'if-ended-early': ranked(['taken-back', 'kept'], z.enum(['kept', 'taken-back']).optional()).describe(
          'Whether the days that were used keep it when the term is not served to its end; kept when left out',
        ),
        discount: better('higher', z.union([percent, z.literal('by-quote')])).describe(
          'The share of the price',
        ),
      }),
    )
    .optional()
    .describe('Price reductions'),
  'discounts-combine': ranked(['largest', 'add'], z.enum(['largest', 'add']).optional()).describe(
    'What holds where several are earned: the largest alone (also when left out), or all together',
  ),
});
