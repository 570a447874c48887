import { z } from 'zod';
import { instantOf } from '../availability/month.ts';

function isInstant(text: string): boolean {
  try {
    return Number.isFinite(instantOf(text));
  } catch {
    return false;
  }
}

/** An ISO 8601 time with its offset, kept as it was written. */
export const instantText = z.string().refine(isInstant, {
  error: 'write a time with its offset, such as 2026-11-03T10:00:00Z',
});

/** Part of addresses, feed ids and calendar ids, and never used twice. */
export const noticeId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, {
  error: 'an id has letters, digits, dots, hyphens and underscores, at most 100',
});
export const noticeText = z.string().max(5000);
export const noticeTitle = z.string().min(1).max(200);
export const author = z.string().min(1).max(200);

const impact = z.enum(['outage', 'degraded', 'none']);

/** What can be said of an incident. */
export const incidentSaid = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('open'),
    title: noticeTitle,
    impact,
    components: z.array(z.string()).min(1).optional(),
    started: instantText.optional(),
    text: noticeText.optional(),
  }),
  z.strictObject({
    action: z.literal('update'),
    text: noticeText,
    state: z.enum(['investigating', 'identified', 'watching']).optional(),
    impact: impact.optional(),
  }),
  z.strictObject({
    action: z.literal('resolve'),
    text: noticeText.optional(),
    resolved: instantText.optional(),
  }),
  z.strictObject({ action: z.literal('report'), report: z.url({ protocol: /^https$/ }) }),
]);

export type IncidentSaid = z.output<typeof incidentSaid>;

export const incidentRequest = z.strictObject({ id: noticeId, by: author, said: incidentSaid });
export type IncidentRequest = z.output<typeof incidentRequest>;
