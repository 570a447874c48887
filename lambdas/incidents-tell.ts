import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { dynamoNotices } from '../lib/aws/notice-store.ts';
import { setting } from '../lib/aws/settings.ts';
import { incidentSaid } from '../lib/promises/incidents/requests.ts';
import { maintenanceSaid } from '../lib/promises/maintenance/requests.ts';
import { maintenanceSetting } from '../lib/promises/maintenance/rules.ts';
import { windowsIn } from '../lib/promises/maintenance/window.ts';
import { incidentMessage, type Message, maintenanceMessage } from '../lib/status/messages.ts';

const store = dynamoNotices(DynamoDBDocumentClient.from(new DynamoDBClient({})), setting('NOTICES'));
const sns = new SNSClient({});
const lambda = new LambdaClient({});
const names = z.array(z.string());
const told = z
  .object({ incidents: names, maintenance: z.record(z.string(), names) })
  .parse(JSON.parse(setting('TOLD')));
const terms = maintenanceSetting.parse(JSON.parse(setting('TERMS')));
const scene = { zone: terms.zone, address: setting('ADDRESS') };

const change = z.object({
  eventName: z.string(),
  dynamodb: z.object({
    Keys: z.object({ kind: z.object({ S: z.string() }), entry: z.object({ S: z.string() }) }),
  }),
});
const delivery = z.object({ Records: z.array(change) });

/**
 * Tells customers what was added to the log, by email as their plan was promised (OPS-11, NODE-8, AGENT-15), and has
 * the page made anew. A line may be told twice after a crash, and is never left out.
 */
export async function handler(event: unknown): Promise<void> {
  const added = delivery.parse(event).Records.filter(({ eventName }) => eventName === 'INSERT');
  for (const { dynamodb } of added) await tell(dynamodb.Keys.kind.S, dynamodb.Keys.entry.S);
  if (added.length === 0) return;
  await lambda.send(
    new InvokeCommand({ FunctionName: setting('PUBLISH'), InvocationType: 'Event', Payload: '{}' }),
  );
}

async function tell(kind: string, entry: string): Promise<void> {
  const [id = '', sequence = ''] = entry.split('#');
  const until = <Line extends { id: string; sequence: number }>(lines: readonly Line[]) =>
    lines
      .filter(line => line.id === id && line.sequence <= Number(sequence))
      .toSorted((a, b) => a.sequence - b.sequence);
  if (kind === 'incident') {
    const lines = until(await store.lines('incident', incidentSaid));
    await send(told.incidents, incidentMessage(lines, scene));
  }
  if (kind === 'maintenance') {
    const lines = until(await store.lines('maintenance', maintenanceSaid));
    const [window] = windowsIn(lines);
    await send(told.maintenance[window?.kind ?? ''] ?? [], maintenanceMessage(lines, terms, scene));
  }
}

/** SNS takes subjects of at most 100 characters, in ASCII and without line ends (API reference, Publish). */
function subjectOf(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 99);
}

async function send(audiences: readonly string[], message: Message | undefined): Promise<void> {
  if (!message) return;
  for (const audience of audiences) {
    await sns.send(
      new PublishCommand({
        TopicArn: `${setting('TOPICS')}${audience}`,
        Subject: subjectOf(message.subject),
        Message: message.text,
      }),
    );
  }
}
