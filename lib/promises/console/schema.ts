import { z } from 'zod';
import { term } from '../../agreement/clause.ts';
import { better } from '../../agreement/direction.ts';

export const customerConsole = term({
  shows: better(
    'more',
    z.array(z.enum(['usage-and-quota', 'prediction-accuracy', 'training-data', 'usage-alerts'])).min(1),
  ).describe('What a customer can see; usage-alerts are set by the customer'),
});
