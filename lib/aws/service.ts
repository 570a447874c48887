import { log } from './log.ts';
import type { Sql } from './postgres.ts';
import { asTenant, listRecords, readRecord, recordBody, recordId, writeRecord } from './records.ts';
import { json, messageOf, type Reply, statusOf, TooLargeError } from './replies.ts';

/** The parts of an API Gateway event that the service reads. */
export interface Call {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | null;
  readonly id: string | undefined;
  readonly tenant: string;
  readonly plan: string;
}

/** The most records one list returns. */
const PAGE = 100;

/** Answers one call for its tenant. Errors become statuses here and nowhere else. */
export async function answer(
  call: Call,
  maxBytes: number | undefined,
  use: <T>(plan: string, work: (sql: Sql) => Promise<T>) => Promise<T>,
): Promise<Reply> {
  try {
    refuseTooLarge(call, maxBytes);
    const work = workOf(call);
    return await use(call.plan, sql => asTenant(sql, call.tenant, () => work(sql)));
  } catch (error) {
    const status = statusOf(error);
    if (status >= 500) log.error('A call failed', { tenant: call.tenant, error: String(error) });
    return json(status, { error: messageOf(error) });
  }
}

/** What to do; the call is judged before a connection is used for it. */
function workOf(call: Call): (sql: Sql) => Promise<Reply> {
  if (call.method === 'POST') {
    const body = recordBody(call.body);
    return async sql => json(201, await writeRecord(sql, body));
  }
  if (call.id === undefined) return async sql => json(200, { records: await listRecords(sql, PAGE) });
  const id = recordId(call.id);
  return async sql => json(200, await readRecord(sql, id));
}

/** A message counts with its headers (CAP-7). */
function refuseTooLarge({ headers, body }: Call, maxBytes: number | undefined): void {
  if (maxBytes === undefined) return;
  const head = Object.entries(headers).reduce(
    (sum, [name, value]) => sum + bytes(name) + bytes(value ?? '') + 4,
    0,
  );
  if (head + bytes(body ?? '') > maxBytes)
    throw new TooLargeError(`a message is at most ${maxBytes} bytes, headers included`);
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
