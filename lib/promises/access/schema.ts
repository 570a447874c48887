import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { ranked } from '../../agreement/direction.ts';

export const access = term({
  authentication: z.enum(['api-key', 'none']).describe('How a caller proves who it is'),
  transport: ranked(['http', 'https', 'https-tls-1.2'], z.enum(['https', 'https-tls-1.2'])).describe(
    'How data travels',
  ),
  'restricted-by': part({
    address: z.boolean().describe('By the address they call from'),
    'host-name': z.boolean().describe('By the name of their host'),
  })
    .optional()
    .describe('Whether callers can be limited to addresses or host names'),
  'keys-encrypted': part({
    'at-rest': z.boolean().describe('Whether they are encrypted where they are stored'),
  })
    .optional()
    .describe("The customer's own keys are stored encrypted"),
});
