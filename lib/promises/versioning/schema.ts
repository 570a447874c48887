import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';
import { period } from '../../agreement/units/index.ts';

export const versioning = term({
  current: z.string().describe('The version every API is on today'),
  'breaking-change': z.literal('new-major').describe('A breaking change needs a new major version'),
  'removal-notice': better('higher', period).describe('Announced at least this long before a version goes'),
  parallel: better('higher', period).describe('How long the old version runs beside the new'),
  announced: better('more', z.array(z.enum(['email', 'documentation'])).min(1)).describe(
    'How it is announced',
  ),
});

/** How the agreement itself may change (AGENT-19) and what may be agreed otherwise (TIER-9). */
export const changes = term({
  direction: z.enum(['tightened-only', 'either']).describe('Whether terms may be loosened'),
  'announced-before': better('present', z.boolean()).describe(
    'Customers are told before a change takes effect',
  ),
  'future-tiers': part({
    announced: z.array(z.string()).describe('Their names'),
    with: z.array(z.string()).describe('What they will bring'),
  })
    .optional()
    .describe('Plans that are announced for later'),
});

export const custom = term({
  may: z
    .array(z.enum(['higher-availability', 'faster-response', 'dedicated-channel', 'other-limits']))
    .min(1)
    .describe('What may be agreed otherwise'),
});
