import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, ranked } from '../../agreement/direction.ts';

export const databases = term({
  survives: ranked(['instance-loss', 'zone-loss'], z.enum(['instance-loss', 'zone-loss'])).describe(
    'What may fail without the database going down',
  ),
  'redundant-service': part({
    zones: better('higher', z.int().min(2).max(6)).describe('How many availability zones'),
  })
    .optional()
    .describe('The service itself runs in at least this many availability zones'),
});
