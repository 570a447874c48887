import { z } from 'zod';
import type { Posting, TerminationPosting } from '../credits/postings.ts';
import type { Terms } from '../terms.ts';
import { dayOf, lastDay } from './days.ts';

const notice = z.object({ tenant: z.string(), ticket: z.string(), at: z.iso.datetime({ offset: true }) });

/** A ticket that ends a subscription. @throws z.ZodError unless it is `{tenant, ticket, at}`. */
export function readTermination(event: unknown): z.output<typeof notice> {
  return notice.parse(event);
}

/** Notes that a customer ends the subscription, once for each ticket however often it is delivered (CAP-2). */
export function noteTermination(
  postings: readonly Posting[],
  { ticket, at }: Pick<TerminationPosting, 'ticket' | 'at'>,
): TerminationPosting | undefined {
  const key = `termination:${ticket}`;
  if (postings.some(posting => posting.key === key)) return undefined;
  return { kind: 'termination', key, ticket, at };
}

/**
 * The last billed day of a subscription by the notices that were noted: the first that was given on the day of sign-up
 * or later decides. An earlier one ended an earlier subscription. Undefined while nobody has ended it.
 */
export function terminatedBy(
  postings: readonly Posting[],
  signedUp: string,
  { subscription }: Terms,
  zone: string,
): string | undefined {
  const notices = postings
    .filter((posting): posting is TerminationPosting => posting.kind === 'termination')
    .map(({ at }) => dayOf(new Date(at * 1000).toISOString(), zone))
    .filter(day => day >= signedUp)
    .toSorted();
  return notices[0] === undefined ? undefined : lastDay(notices[0], subscription?.termination.notice);
}
