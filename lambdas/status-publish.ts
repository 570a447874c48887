import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { healthPoints, listHealthChecks } from '../lib/aws/health-metrics.ts';
import { dynamoHistory } from '../lib/aws/history-store.ts';
import { log } from '../lib/aws/log.ts';
import { dynamoNotices } from '../lib/aws/notice-store.ts';
import { pageInputs } from '../lib/aws/page-inputs.ts';
import { setting } from '../lib/aws/settings.ts';
import { putSite } from '../lib/aws/site.ts';
import { putStatus } from '../lib/aws/status-metrics.ts';
import { collect } from '../lib/history/collect.ts';
import { exclusionsOf } from '../lib/history/exclusions.ts';
import { readExclusion } from '../lib/promises/availability/collecting.ts';
import { HEALTH_REGION } from '../lib/promises/availability/region.ts';
import { incidentsIn } from '../lib/promises/incidents/incident.ts';
import { PUBLISHED, REPORTS_LATE } from '../lib/promises/incidents/names.ts';
import { type PageInput, pageInput } from '../lib/promises/incidents/page-input.ts';
import { incidentSaid } from '../lib/promises/incidents/requests.ts';
import { lateReports } from '../lib/promises/incidents/rules.ts';
import { maintenanceSaid } from '../lib/promises/maintenance/requests.ts';
import { publishedModel, type Stored } from '../lib/status/published.ts';
import { siteOf } from '../web/status/site.ts';

const database = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const own = dynamoHistory(database, setting('HISTORY'));
const notices = dynamoNotices(database, setting('NOTICES'));
const inputs = pageInputs(database, setting('HISTORY'));
/** Whoever does not answer soon is left out: the page must not wait for a region that is down. In milliseconds. */
const PATIENCE = { connectionTimeout: 2000, requestTimeout: 10_000, throwOnRequestTimeout: true };
const health = new CloudWatchClient({ region: HEALTH_REGION, maxAttempts: 2, requestHandler: PATIENCE });
const route53 = new Route53Client({ maxAttempts: 2, requestHandler: PATIENCE });
const s3 = new S3Client({});

/** The page shows twelve months; with the one that is running that is less. In seconds. */
const SHOWN = 400 * 86_400;

/** The measurement's own table, in the region that may be the one that is down. */
const primary = process.env.MEASUREMENT
  ? dynamoHistory(
      DynamoDBDocumentClient.from(
        new DynamoDBClient({
          region: setting('MEASUREMENT_REGION'),
          ...{ maxAttempts: 1, requestHandler: PATIENCE },
        }),
      ),
      setting('MEASUREMENT'),
    )
  : undefined;

/**
 * Makes the page anew (OPS-11). Everything it must have is in the region of the page; what others could add is asked
 * for, and when they do not answer, the page is made without it.
 * @param event what the schedule sends (`PageInput`), or nothing: then it is what the schedule sent last.
 */
export async function handler(event: unknown): Promise<{ readonly files: number }> {
  const input = await inputOf(event);
  if (!input) return { files: 0 };
  const now = Math.floor(Date.now() / 1000);
  await unlessDown('health checks', () => collectInto(input, now));
  await unlessDown('decisions of the measurement', mirrorExclusions);
  const stored = await storedFor(input, now);
  const files = siteOf(publishedModel(input, stored, now), input.styles, input.address);
  await putSite(s3, setting('SITE'), files);
  const late = lateReports(incidentsIn(stored.incidents), input.reports, now);
  if (late.length > 0) log.warn('reports are late', { incidents: late.map(({ id }) => id) });
  putStatus(input.environment, { [PUBLISHED]: 1, [REPORTS_LATE]: late.length });
  return { files: files.length };
}

/** What the schedule sends is kept, so that a change can be published at once. */
async function inputOf(event: unknown): Promise<PageInput | undefined> {
  const sent = typeof event === 'object' && event !== null && 'agreement' in event ? event : undefined;
  if (sent) await inputs.keep(sent);
  const given = sent ?? (await inputs.last());
  return given === undefined ? undefined : pageInput.parse(given);
}

async function unlessDown(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    log.warn('could not be asked', { what, cause: String(cause) });
  }
}

async function collectInto({ series }: PageInput, now: number): Promise<void> {
  const tools = {
    ...own,
    healthChecks: () => listHealthChecks(route53),
    points: (ids: readonly string[], window: readonly [number, number]) => healthPoints(health, ids, window),
  };
  await collect(tools, Object.values(series).flat(), now);
}

async function mirrorExclusions(): Promise<void> {
  const decided = (await primary?.exclusions()) ?? [];
  const known = new Set((await own.exclusions()).map(each => readExclusion(each).id));
  for (const each of decided.map(readExclusion)) if (!known.has(each.id)) await own.exclude(each.id, each);
}

async function storedFor({ series }: PageInput, now: number): Promise<Stored> {
  const found = await Promise.all(
    Object.values(series)
      .flat()
      .map(async ({ series: name }) => {
        const reach = await own.reach(name);
        if (!reach) return [];
        const since = Math.max(reach.since, now - SHOWN);
        const seen = await own.read(name, [since, now]);
        return [[name, { reach: { ...reach, since }, seen }] as const];
      }),
  );
  const [exclusions, incidents, maintenance] = await Promise.all([
    own.exclusions(),
    notices.lines('incident', incidentSaid),
    notices.lines('maintenance', maintenanceSaid),
  ]);
  return {
    series: new Map(found.flat()),
    exclusions: exclusionsOf('the stored exclusions', exclusions),
    incidents,
    maintenance,
  };
}
