import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, restricts } from '../../agreement/direction.ts';
import { duration } from '../../agreement/units/index.ts';

const maintenanceKind = restricts(
  part({
    notice: better('higher', z.union([duration, z.enum(['none', 'best-effort'])])).describe(
      'How long before it is announced, in elapsed time',
    ),
    'told-by': better('more', z.array(z.enum(['email', 'dashboard', 'status-page'])).optional()).describe(
      'How it is announced',
    ),
    'lasts-under': better('lower', duration.optional()).describe('It is over within this time'),
    when: z.enum(['weekends', 'any-time']).optional().describe('When it is done'),
    downtime: better('absent', z.boolean()).describe('Whether the service may be down meanwhile'),
  }),
);

export const maintenance = term({
  kinds: z.record(z.string(), maintenanceKind).describe('The kinds of maintenance and the notice of each'),
});
