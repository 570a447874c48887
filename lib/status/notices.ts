import { z } from 'zod';
import { instantOf } from '../promises/availability/month.ts';

function isInstant(text: string): boolean {
  try {
    return Number.isFinite(instantOf(text));
  } catch {
    return false;
  }
}

/** An ISO 8601 time with its offset, such as 2026-11-03T10:00:00Z; becomes epoch seconds. */
const instant = z
  .string()
  .refine(isInstant, { error: 'write a time with its offset, such as 2026-11-03T10:00:00Z' })
  .transform(instantOf);

/** Part of UIDs, feed ids and anchors, and never reused: so it has one plain form. */
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, {
  error: 'use letters, digits, dots, hyphens and underscores, at most 100',
});
const components = z.array(z.string()).optional().describe('The components it concerns; all when left out');
const text = z.string().max(5000);
const title = z.string().min(1).max(200);

const update = z.strictObject({
  at: instant.describe('When it was written'),
  state: z.enum(['investigating', 'identified', 'watching', 'resolved']).optional(),
  text: text.describe('Plain text; nothing in it is read as markup'),
});

const incident = z.strictObject({
  id,
  title,
  components,
  impact: z
    .enum(['outage', 'degraded', 'none'])
    .describe('outage: does not work; degraded: works badly; none: customers notice nothing'),
  started: instant,
  resolved: instant.optional().describe('When it was over; left out while it is open'),
  report: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe('Where the post-incident report is'),
  updates: z.array(update).optional(),
});

const window = z.strictObject({
  id,
  title,
  components,
  kind: z.string().optional().describe('A kind of maintenance that the agreement names, such as scheduled'),
  from: instant,
  until: instant,
  announced: instant.describe('When customers were told'),
  cancelled: instant.optional().describe('When it was called off'),
  text: text.optional(),
});

/** What people write for the status page: incidents and announced maintenance. */
export const noticesSchema = z.strictObject({
  incidents: z
    .array(incident.refine(({ started, resolved = started }) => resolved >= started, endsFirst('resolved')))
    .optional(),
  maintenance: z.array(window.refine(({ from, until }) => until > from, endsFirst('until'))).optional(),
});

function endsFirst(path: string) {
  return { error: 'it ends before it starts', path: [path] };
}

export type Notices = z.output<typeof noticesSchema>;
export type NoticesInput = z.input<typeof noticesSchema>;
export type IncidentNotice = NonNullable<Notices['incidents']>[number];
export type MaintenanceNotice = NonNullable<Notices['maintenance']>[number];
export type Update = NonNullable<IncidentNotice['updates']>[number];
