import { NotWriterError } from './failover/writer.ts';
import { NoDatabaseError } from './postgres.ts';

/** What a caller sent cannot be taken; `message` is safe to show. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError';
}

/** There is no such thing for this tenant. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** The message is larger than the plan allows (CAP-7). */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** The one place that turns an error into a status. What is not foreseen is our fault, and so a 500. */
export function statusOf(error: unknown): number {
  if (error instanceof BadRequestError) return 400;
  if (error instanceof NotFoundError) return 404;
  if (error instanceof TooLargeError) return 413;
  if (error instanceof NoDatabaseError || error instanceof NotWriterError) return 503;
  return 500;
}

/** What the caller may read of an error: our own words, and nothing of what went wrong inside. */
export function messageOf(error: unknown): string {
  return error instanceof Error && statusOf(error) < 500 ? error.message : 'the service could not answer';
}

export interface Reply {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export function json(statusCode: number, body: unknown): Reply {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { statusCode, headers, body: JSON.stringify(body) };
}
