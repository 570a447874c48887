import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoNotices, say } from '../lib/aws/notice-store.ts';
import { setting } from '../lib/aws/settings.ts';
import { refusedIncident } from '../lib/promises/incidents/incident.ts';
import type { Line, Refusal } from '../lib/promises/incidents/log.ts';
import { refusalOf } from '../lib/promises/incidents/refusal.ts';
import { type IncidentSaid, incidentRequest, incidentSaid } from '../lib/promises/incidents/requests.ts';

const store = dynamoNotices(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('NOTICES'));
const components: readonly string[] = JSON.parse(setting('COMPONENTS'));

/** Writes what an operator says of an incident (OPS-11); telling customers and publishing follow from the log. */
export async function handler(event: unknown): Promise<Line<IncidentSaid> | Refusal> {
  const { data, error } = incidentRequest.safeParse(event);
  if (!data) return refusalOf(error);
  const log = { kind: 'incident', schema: incidentSaid } as const;
  return say(store, log, data, (lines, now) => refusedIncident(lines, data, components, now));
}
