import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { dynamoNotices } from '../lib/aws/notice-store.ts';
import { setting } from '../lib/aws/settings.ts';
import type { Exclusion } from '../lib/promises/availability/exclusions.ts';
import { isoOf } from '../lib/promises/availability/month.ts';
import { maintenanceSaid } from '../lib/promises/maintenance/requests.ts';
import { dueExclusions, maintenanceSetting } from '../lib/promises/maintenance/rules.ts';
import { windowsIn } from '../lib/promises/maintenance/window.ts';

const store = dynamoNotices(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('NOTICES'));
const measurement = new LambdaClient({ region: setting('MEASUREMENT_REGION') });
const noted = z.unknown();

/**
 * Hands windows that are over to the measurement, each once (NODE-3, TIER-8, AGENT-3). They wait here while the
 * region of the measurement is down; the function there refuses to write one twice, so repeating is safe.
 */
export async function handler(event: unknown): Promise<{ readonly excluded: readonly string[] }> {
  const terms = maintenanceSetting.parse(event);
  const now = Math.floor(Date.now() / 1000);
  const windows = windowsIn(await store.lines('maintenance', maintenanceSaid));
  const known = new Set((await store.lines('excluded', noted)).map(({ id }) => id));
  const due = dueExclusions(windows, terms, now).filter(({ id }) => !known.has(id));
  for (const exclusion of due) {
    const said = { exclusion: await exclude(exclusion) };
    await store.add('excluded', { id: exclusion.id, sequence: 1, at: now, by: 'schedule', said });
  }
  return { excluded: due.map(({ id }) => id) };
}

async function exclude({ id, kind, start, end, announced, components }: Exclusion): Promise<unknown> {
  const exclusion = {
    ...{ id, kind, start: isoOf(start), end: isoOf(end) },
    ...(announced === undefined ? {} : { announced: isoOf(announced) }),
    ...(components ? { components } : {}),
  };
  const { FunctionError, Payload } = await measurement.send(
    new InvokeCommand({ FunctionName: setting('EXCLUDE'), Payload: JSON.stringify(exclusion) }),
  );
  if (FunctionError)
    throw new Error(`the measurement did not take ${id}: ${Buffer.from(Payload ?? []).toString()}`);
  return exclusion;
}
