import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';
import { duration } from '../../agreement/units/index.ts';

/** From one event to another, measured from recorded events (AGENT-4). */
export const performance = term({
  steps: z
    .record(
      z.string(),
      part({
        from: z.string().describe('The event that starts the clock'),
        to: z.string().describe('The event that stops it'),
        within: better('lower', duration).describe('The longest time between them'),
      }),
    )
    .describe('Steps of the work and how long each may take, by name'),
});
