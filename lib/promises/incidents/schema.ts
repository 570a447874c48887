import { z } from 'zod';
import { term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';

export const incidents = term({
  'status-page': better('present', z.boolean()).describe('Whether disruptions appear on a public page'),
  'told-by': better('more', z.array(z.enum(['email', 'status-page', 'dashboard'])).min(1)).describe(
    'How customers hear of a disruption',
  ),
  'report-after': z
    .enum(['significant-outage', 'every-outage'])
    .optional()
    .describe('A post-incident report follows'),
});
