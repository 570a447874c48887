import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, ranked } from '../../agreement/direction.ts';
import { duration, percent } from '../../agreement/units/index.ts';

export const step = part({
  from: z.string().describe('The event that starts the clock'),
  to: z.string().describe('The event that stops it'),
  within: better('lower', duration).describe('The longest time between them'),
  exactly: ranked(['on-time', 'late'], z.enum(['on-time', 'late']).optional()).describe(
    'Whether exactly that long is late already, as "less than 30 seconds" says; on-time when left out',
  ),
  share: better('higher', percent.optional()).describe('How many of them must keep it; all when left out'),
  stops: better('present', z.boolean().optional()).describe(
    'The work itself is stopped when its time is over, so that none can take longer',
  ),
});

/** From one event to another, measured from recorded events (AGENT-4). */
export const performance = term({
  steps: z.record(z.string(), step).describe('Steps of the work and how long each may take, by name'),
});
