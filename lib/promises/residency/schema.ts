import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';

export const residency = term({
  records: z.enum(['stay-in-region']).describe('Records stay in the region that the customer chose'),
  'agreed-copies': part({
    regions: better('fewer', z.array(z.string()).min(1)).describe('Regions to which copies may go'),
    'agreed-in': z.string().describe('The written agreement that allows it'),
  })
    .optional()
    .describe('Copies to another region need a written agreement'),
});
