import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { ranked } from '../../agreement/direction.ts';

export const isolation = term({
  compute: ranked(['shared', 'dedicated'], z.enum(['shared', 'dedicated'])).describe(
    'dedicated: a stack of its own that shares no compute, storage or key with a neighbour',
  ),
  rows: part({ by: z.enum(['organisation']).describe('Who owns a row') })
    .optional()
    .describe('Rows of one organisation are unreadable to another (row-level security)'),
});
