import { z } from 'zod';
import { term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';

export const incidents = term({
  'status-page': better('present', z.boolean()),
  'told-by': better('more', z.array(z.enum(['email', 'status-page', 'dashboard'])).min(1)),
  'report-after': z
    .enum(['significant-outage', 'every-outage'])
    .optional()
    .describe('A post-incident report follows'),
});
