import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoNotices, say } from '../lib/aws/notice-store.ts';
import { setting } from '../lib/aws/settings.ts';
import { isRefusal, type Line, type Refusal } from '../lib/promises/incidents/log.ts';
import { refusalOf } from '../lib/promises/incidents/refusal.ts';
import {
  type MaintenanceSaid,
  maintenanceRequest,
  maintenanceSaid,
} from '../lib/promises/maintenance/requests.ts';
import { maintenanceSetting, refusedMaintenance, standings } from '../lib/promises/maintenance/rules.ts';
import { windowsIn } from '../lib/promises/maintenance/window.ts';

const store = dynamoNotices(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('NOTICES'));
const terms = maintenanceSetting.parse(JSON.parse(setting('TERMS')));
const log = { kind: 'maintenance', schema: maintenanceSaid } as const;

/** What was written, and for each plan why downtime in the window counts; null where it does not. */
export interface Announced extends Line<MaintenanceSaid> {
  readonly counts: Readonly<Record<string, string | null>>;
}

/**
 * Writes that maintenance is announced, changed or cancelled (NODE-3, TIER-8, AGENT-3, AGENT-15). The time of the
 * announcement is the clock's of this function; nobody can give or change it.
 */
export async function handler(event: unknown): Promise<Announced | Refusal> {
  const { data, error } = maintenanceRequest.safeParse(event);
  if (!data) return refusalOf(error);
  const written = await say(store, log, data, (lines, now) => refusedMaintenance(lines, data, terms, now));
  if (isRefusal(written)) return written;
  const window = windowsIn(await store.lines(log.kind, log.schema)).find(({ id }) => id === data.id);
  return { ...written, counts: window ? standings(window, terms) : {} };
}
