import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';
import { duration } from '../../agreement/units/index.ts';

export const failover = term({
  automatic: better('present', z.boolean()).describe('Whether it happens without a person'),
  within: better('lower', duration.optional()).describe(
    'The longest time until the database takes writes again',
  ),
  region: part({
    'traffic-within': better('lower', duration).describe('The longest time until traffic has moved'),
  })
    .optional()
    .describe('Traffic moves to the recovery region when the whole region fails its health checks'),
});
