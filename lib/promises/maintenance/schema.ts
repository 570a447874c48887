import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, restricts } from '../../agreement/direction.ts';
import { duration } from '../../agreement/units/index.ts';

const maintenanceKind = restricts(
  part({
    notice: better('higher', z.union([duration, z.enum(['none', 'best-effort'])])),
    'told-by': better('more', z.array(z.enum(['email', 'dashboard', 'status-page'])).optional()),
    'lasts-under': better('lower', duration.optional()),
    when: z.enum(['weekends', 'any-time']).optional(),
    downtime: better('absent', z.boolean()),
  }),
);

export const maintenance = term({
  kinds: z.record(z.string(), maintenanceKind).describe('The kinds of maintenance and the notice of each'),
});
