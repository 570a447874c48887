import { z } from 'zod';
import { term } from '../../agreement/clause.ts';
import { better, ranked } from '../../agreement/direction.ts';
import { duration } from '../../agreement/units/index.ts';

export const incidents = term({
  'status-page': better('present', z.boolean()).describe('Whether disruptions appear on a public page'),
  'told-by': better('more', z.array(z.enum(['email', 'status-page', 'dashboard'])).min(1)).describe(
    'How customers hear of a disruption',
  ),
  'report-after': ranked(
    ['significant-outage', 'every-outage'],
    z.enum(['significant-outage', 'every-outage']).optional(),
  ).describe('A post-incident report follows'),
  'significant-after': better('lower', duration.optional()).describe(
    'An outage that lasts longer than this is significant',
  ),
  'report-within': better('lower', duration.optional()).describe(
    'The report is there this long after the outage is over',
  ),
});
