import { z } from 'zod';
import type { StepEvent } from './rules.ts';

/** The `detail-type` by which the rule on the bus knows these events. */
export const STEP_EVENT = 'covenant step';

const time = z.iso
  .datetime({ offset: true, error: 'write a time with its offset, such as 2026-10-07T10:00:00.250Z' })
  .transform(text => Date.parse(text));

/**
 * What a producer puts on the bus as `detail`. There is no id: what it says is its key, so that an event which is put
 * again under another id of EventBridge's changes nothing either (AWS fact 23).
 */
const detail = z.object({
  tenant: z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'use the name of a tenant' }),
  subject: z.string().min(1).max(256),
  event: z.string().min(1).max(128),
  at: time,
});

const envelope = z.object({ detail });

/** Reads one event, as it is put or as EventBridge hands it on. @throws z.ZodError when it is neither. */
export function readStepEvent(value: unknown): StepEvent {
  const isEnvelope = typeof value === 'object' && value !== null && 'detail' in value;
  return isEnvelope ? envelope.parse(value).detail : detail.parse(value);
}

/** Epoch milliseconds as text of one length, which sorts by time. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
