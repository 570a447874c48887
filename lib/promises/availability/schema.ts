import { z } from 'zod';
import { part, term } from '../../agreement/clause.ts';
import { better, ranked } from '../../agreement/direction.ts';
import { duration, percent, zone } from '../../agreement/units/index.ts';
import { DOWN_WHEN } from './sources.ts';

/** Who bears an outage of each kind, and what it takes to say so (TIER-8, AGENT-3, NODE-3). */
export const EXCLUSION_KINDS = [
  'maintenance',
  'force-majeure',
  'customer',
  'third-party',
  'provider-outage',
  'degradation',
] as const;
export const exclusionKind = z.enum(EXCLUSION_KINDS);

export const exclusion = part({
  kind: exclusionKind.describe('What kind of outage does not count'),
  notice: better('higher', duration.optional()).describe(
    'Announced at least this long before, in elapsed time unless `notice-zone` says otherwise',
  ),
  'notice-zone': zone
    .optional()
    .describe('Notice is counted as clocks on the wall of this zone show it; in elapsed time when left out'),
  'decided-by': ranked(
    ['provider', 'both', 'customer'],
    z.enum(['provider', 'both', 'customer']).optional(),
  ).describe('Who decides that an outage was of this kind'),
  evidence: ranked(['none', 'required'], z.enum(['required', 'none']).optional()).describe(
    'Whether a signed decision with evidence must be on file',
  ),
});

/**
 * How uptime is counted. Each of these changes what is owed, so none has a default:
 * measuring-policies in the documentation defines every word.
 */
export const measured = part({
  order: z
    .enum(['exclude-first', 'qualify-first', 'bridge-exclusions'])
    .describe('Whether exclusions are taken out before or after a run is judged long enough'),
  scope: z
    .enum(['run-across-month', 'clip-first'])
    .describe('Whether a run over the edge of a month is judged whole or cut first'),
  missing: ranked(
    ['excluded', 'as-up', 'bridge', 'as-down'],
    z.enum(['as-up', 'as-down', 'bridge', 'excluded']),
  ).describe('What minutes without data count as; they are shown as unknown in any case'),
  denominator: z
    .enum(['total', 'minus-excluded'])
    .describe('Uptime is a share of the whole month, or of the month without its excluded minutes'),
  'counts-after': better('lower', duration).describe(
    'Only a run longer than this counts; then it counts whole',
  ),
  threshold: z
    .enum(['exclusive', 'inclusive'])
    .optional()
    .describe('inclusive: a run of exactly that length counts too; exclusive when left out'),
  combine: z
    .enum(['each', 'series', 'parallel'])
    .describe('each: every component by itself; series: down when any is; parallel: down when all are'),
});

export const availability = term({
  commitment: ranked(
    ['best-effort', 'target', 'contract'],
    z.enum(['best-effort', 'target', 'contract']),
  ).describe('contract: owed; target: aimed at and reported; best-effort: neither'),
  promise: better('higher', percent.optional()).describe('The uptime promised, such as 99.9%'),
  per: z.enum(['calendar-month']).optional().describe('The period over which uptime is measured'),
  components: better('more', z.array(z.string()).optional()).describe(
    'The components measured; all when left out',
  ),
  measured: measured.optional().describe('How uptime is counted'),
  excludes: better('fewer', z.array(exclusion).optional()).describe('Outages that do not count'),
  counts: better(
    'more',
    z.array(part({ kind: exclusionKind.describe('What kind of outage counts') })).optional(),
  ).describe('Outages that do count, where the text says so'),
  reported: part({
    every: z.enum(['day', 'month']).describe('How often it is reported'),
    verifiable: z.boolean().describe('Whether the customer can recompute it from its evidence'),
  })
    .optional()
    .describe('How what was measured reaches the customer'),
});

/** A part of the service whose health is probed and measured by itself. */
export const component = z.strictObject({
  title: z.string().optional().describe('The name a customer would use'),
  probe: z
    .strictObject({
      get: z.string().startsWith('/').describe('The path that answers 200 when the component is healthy'),
      every: better('lower', duration).describe('How often it is probed'),
    })
    .optional()
    .describe('How its health is asked for; without a probe its uptime is unknown'),
  canary: z
    .strictObject({
      get: z
        .array(z.string().startsWith('/'))
        .min(1)
        .describe('Paths that are asked one after the other; each must answer 200'),
      every: better('lower', duration).describe('How often: between 1m and 1h'),
      success: better('higher', percent).describe('Down below this share of runs that succeed'),
    })
    .optional()
    .describe('What is tried beside the probe, as a customer would'),
  errors: z
    .strictObject({
      on: z
        .array(
          z.string().regex(/^[A-Z]+ \/\S*$/, { error: 'write a method and a path, such as GET /v1/records' }),
        )
        .min(1)
        .describe('The calls of customers that count, each as a method and a path'),
      above: better('lower', percent).describe('Down in a minute in which more of them fail than this'),
      'at-least': z.int().positive().describe('A minute with fewer calls says nothing'),
    })
    .optional()
    .describe('What failed calls of customers say beside the probe; refused ones (4XX) are no failures'),
  'down-when': ranked(['all', 'most', 'any'], z.enum(DOWN_WHEN).optional()).describe(
    'Of several sources: down when any says so, most of those that looked, or all of them',
  ),
  provider: z
    .string()
    .optional()
    .describe('Whose infrastructure it runs on, where the source text names one'),
});
