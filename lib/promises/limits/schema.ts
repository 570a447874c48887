import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, ranked, restricts } from '../../agreement/direction.ts';
import { percent, QUOTA_WINDOWS, quota, rate, size } from '../../agreement/units/index.ts';

export const limits = restricts(
  term({
    calls: better('higher', z.union([z.literal('unlimited'), quota])).describe(
      'How many calls in a calendar window',
    ),
    rate: restricts(better('higher', rate.optional())).describe('The steady rate, in calls per second'),
    burst: restricts(better('higher', z.int().positive().optional())).describe(
      'The most calls at once (token bucket)',
    ),
    hard: better('absent', z.boolean().optional()).describe('Whether the limit can never be exceeded'),
    'counted-against': better('fewer', z.array(z.enum(QUOTA_WINDOWS)).optional()).describe(
      'The windows whose limits a call counts against; each needs a stated limit',
    ),
    warnings: part({ at: better('more', z.array(percent)).describe('The shares of the quota, such as 80%') })
      .optional()
      .describe('The customer is warned at these shares of the quota'),
    beyond: part({
      answer: z.literal(429).describe('The HTTP status of a call over the limit'),
      until: ranked(
        ['next-period', 'next-period-or-upgrade'],
        z.enum(['next-period', 'next-period-or-upgrade']),
      ).describe('How long calls are refused'),
    })
      .optional()
      .describe('What happens over the limit'),
    payload: restricts(
      part({
        max: better('higher', size).describe('The largest message'),
        'larger-through': z.enum(['file-upload']).optional().describe('How more data is sent'),
      }).optional(),
    ).describe('The largest message, headers included'),
  }),
);
