import { z } from 'zod';
import { author, instantText, noticeId, noticeText, noticeTitle } from '../incidents/requests.ts';

const components = z.array(z.string()).min(1).optional();

/** What can be said of a maintenance window. */
export const maintenanceSaid = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('announce'),
    title: noticeTitle,
    kind: z.string(),
    from: instantText,
    until: instantText,
    components,
    text: noticeText.optional(),
  }),
  z.strictObject({
    action: z.literal('change'),
    from: instantText,
    until: instantText,
    components,
    text: noticeText.optional(),
  }),
  z.strictObject({ action: z.literal('cancel'), text: noticeText.optional() }),
]);

export type MaintenanceSaid = z.output<typeof maintenanceSaid>;

/** A request has no time of its own: when something was announced is for the clock of the log to say. */
export const maintenanceRequest = z.strictObject({ id: noticeId, by: author, said: maintenanceSaid });
export type MaintenanceRequest = z.output<typeof maintenanceRequest>;
