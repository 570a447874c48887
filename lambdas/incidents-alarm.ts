import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { log } from '../lib/aws/log.ts';
import { dynamoNotices, say } from '../lib/aws/notice-store.ts';
import { setting } from '../lib/aws/settings.ts';
import { componentOfAlarm, requestsOf } from '../lib/promises/incidents/alarm.ts';
import { refusedIncident } from '../lib/promises/incidents/incident.ts';
import { isRefusal } from '../lib/promises/incidents/log.ts';
import { incidentSaid } from '../lib/promises/incidents/requests.ts';

const store = dynamoNotices(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('NOTICES'));
/** Each component with what a customer calls it. */
const titles: Readonly<Record<string, string>> = JSON.parse(setting('TITLES'));

const delivery = z.object({ Records: z.array(z.object({ Sns: z.object({ Message: z.string() }) })) });
const change = z.object({ AlarmName: z.string(), NewStateValue: z.string(), StateChangeTime: z.string() });

/** Opens an incident when a component is seen down from outside, and ends it when it is seen up again (OPS-11). */
export async function handler(event: unknown): Promise<void> {
  for (const { Sns } of delivery.parse(event).Records) await take(Sns.Message);
}

async function take(message: string): Promise<void> {
  const { AlarmName, NewStateValue, StateChangeTime } = change.parse(JSON.parse(message));
  const component = componentOfAlarm(AlarmName, Object.keys(titles));
  if (component === undefined) return;
  const title = titles[component] ?? component;
  const known = Object.keys(titles);
  const at = Math.floor(Date.parse(StateChangeTime) / 1000);
  const lines = await store.lines('incident', incidentSaid);
  const schema = { kind: 'incident', schema: incidentSaid } as const;
  for (const request of requestsOf({ component, title, ringing: NewStateValue === 'ALARM', at }, lines)) {
    const written = await say(store, schema, request, (own, now) =>
      refusedIncident(own, request, known, Math.max(now, at)),
    );
    // A second delivery of the same change finds that all was said (AWS fact 23).
    if (isRefusal(written)) log.info('nothing to say', { alarm: AlarmName, because: written.refused });
  }
}
