import { z } from 'zod';
import { term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';
import { duration } from '../../agreement/units/index.ts';

export const auditTrail = term({
  of: z.literal('executions'),
  records: better('more', z.array(z.enum(['parameters', 'result', 'duration'])).min(1)),
});

export const integrity = term({
  signed: better('more', z.array(z.enum(['manifests', 'configurations'])).min(1)),
  with: z.literal('RSA-SHA256'),
  'tampering-alert-within': better('lower', duration),
});
