import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, restricts } from '../../agreement/direction.ts';
import { duration, quota } from '../../agreement/units/index.ts';

const budget = part({
  'per-server': better('higher', quota).describe('Alerts of one server that are worked on'),
  beyond: z.literal('manual-mode').describe('What happens to further ones: they wait for a person'),
});

const storm = part({
  'more-than': z.int().positive().describe('So many alerts of one server'),
  within: duration.describe('in this time'),
  logged: z.literal('all').describe('All of them are recorded'),
  processing: z.literal('may-be-delayed').describe('Work on them may start later'),
});

/** Alert budget, storms and approvals (AGENT-6 to AGENT-8). */
export const alerts = term({
  budget: restricts(budget.optional()).describe('How many alerts are worked on'),
  storm: storm.optional().describe('What happens when very many alerts arrive at once'),
  approvals: part({
    'expire-after': z
      .record(z.string(), better('higher', duration))
      .describe('How long a request for approval waits, by what it is for'),
  })
    .optional()
    .describe('Work that waits for a yes'),
});

export const providers = term({
  several: better('present', z.boolean()).describe('Whether several model providers can be used'),
  keys: z.enum(['customer-own', 'included']).describe('Whose keys are used'),
  'switch-by': z.enum(['area', 'whole']).describe('What can be moved to another provider in an outage'),
});

export const actionItems = term({
  states: z
    .record(
      z.string(),
      part({
        next: z.array(z.string()).describe('The states that may follow'),
        'acts-next': z.enum(['provider', 'customer', 'nobody']).describe('Who has to act'),
      }),
    )
    .describe('The states of an action item, by name'),
  'customer-told': z.literal('fix-deployed').describe('When the customer hears of it'),
});
