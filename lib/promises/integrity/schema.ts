import { z } from 'zod';
import { term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';
import { duration } from '../../agreement/units/index.ts';

export const auditTrail = term({
  of: z.literal('executions').describe('What leaves a trail'),
  records: better('more', z.array(z.enum(['parameters', 'result', 'duration'])).min(1)).describe(
    'What is recorded of each',
  ),
});

export const integrity = term({
  signed: better('more', z.array(z.enum(['manifests', 'configurations'])).min(1)).describe(
    'What carries a signature',
  ),
  with: z.literal('RSA-SHA256').describe('The algorithm of the signature'),
  'tampering-alert-within': better('lower', duration).describe(
    'The longest time until tampering raises an alert',
  ),
});
