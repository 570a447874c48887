import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';
import { businessTime, duration, timeOfDay, weekday, zone } from '../../agreement/units/index.ts';

/** Elapsed time, time counted while support is open, or no commitment at all. */
export const responseTime = z.union([
  z.literal('best-effort'),
  z.literal('business-hours'),
  businessTime,
  duration,
]);

export const supportHours = z
  .union([
    z.literal('around-the-clock'),
    part({
      days: better('more', z.array(weekday).min(1)).describe('The days on which support is open'),
      from: timeOfDay.describe('When it opens'),
      to: timeOfDay.describe('When it closes'),
      zone: zone.describe('The zone in which the hours are read; "EST" is a choice between two'),
    }),
  ])
  .describe('When support is open');

export const severity = part({
  means: z.string().optional().describe('What makes a ticket of this severity'),
  'first-response': better('lower', responseTime).describe('Until a person has read it'),
  updates: better('lower', z.union([z.literal('as-progress-is-made'), responseTime]).optional()).describe(
    'How often the customer hears of it until it is solved',
  ),
  resolution: better('lower', responseTime.optional()).describe('Until it is solved'),
  'outside-hours': part({
    'first-response': better('lower', responseTime).describe('Until a person has read it'),
  })
    .optional()
    .describe('On weekends and holidays'),
});

export const support = term({
  channels: better('more', z.array(z.enum(['community', 'email', 'ticket', 'dedicated'])).min(1)).describe(
    'How support is reached',
  ),
  hours: supportHours.optional(),
  severities: z.record(z.string(), severity).optional().describe('Response times by severity'),
  notified: part({
    on: z.literal('every-reply').describe('What is announced'),
    by: z
      .array(z.enum(['bell', 'email']))
      .min(1)
      .describe('How'),
  })
    .optional()
    .describe('How a reply reaches the customer'),
  escalation: part({
    when: z.literal('response-late').describe('What may be escalated'),
    to: z.string().describe('Where it is taken'),
  })
    .optional()
    .describe('Where a late response is taken'),
  'premium-add-on': part({
    severity: z.string().describe('The severity whose response is shortened'),
    'first-response': z.union([responseTime, z.literal('by-contract')]).describe('The shorter response'),
  })
    .optional()
    .describe('A shorter response that can be bought'),
});
