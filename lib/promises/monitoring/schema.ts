import { z } from 'zod';
import { term } from '../../agreement/clause.ts';
import { better, ranked } from '../../agreement/direction.ts';

export const monitoring = term({
  automated: better('present', z.boolean()).describe('Health is watched without a person'),
  level: ranked(['standard', 'enhanced'], z.enum(['standard', 'enhanced'])).describe(
    'enhanced adds database and latency alarms to the health checks',
  ),
});
