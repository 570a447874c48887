import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setting } from '../lib/aws/settings.ts';
import { putSteps } from '../lib/aws/step-metrics.ts';
import { dynamoSteps } from '../lib/aws/step-store.ts';
import { readParties } from '../lib/promises/performance/parties.ts';
import { type WatchedStep, watchParty, windowToWatch } from '../lib/promises/performance/watching.ts';

const steps = dynamoSteps(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('STEPS'));
const metrics = new CloudWatchClient({});

/** Measures the steps that were promised, party by party, as of now; alarms look at what it says (AGENT-4). */
export async function handler(event: unknown): Promise<{ readonly measured: readonly WatchedStep[] }> {
  const now = Date.now();
  const measured: WatchedStep[] = [];
  for (const party of readParties(event)) {
    const [from, until] = windowToWatch(party, now);
    const events = await Promise.all(party.tenants.map(tenant => steps.read(tenant, from, until)));
    measured.push(...watchParty(party, events, now));
  }
  await putSteps(metrics, setting('ENVIRONMENT'), measured);
  return { measured };
}
