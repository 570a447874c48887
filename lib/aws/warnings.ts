import { type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { CountedPlan } from '../promises/limits/plans-setting.ts';
import { shareOf, warningsDue } from '../promises/limits/rules.ts';
import type { Window } from '../promises/limits/windows.ts';
import type { Caller } from './callers.ts';
import { unlessRefused } from './counters.ts';

/** What a customer has already been warned of, per window. */
export interface WarnedUsage {
  read(tenant: string, window: Window): Promise<number>;
  /** Never goes backwards, so that a late duplicate cannot make a warning be sent again. */
  write(tenant: string, window: Window, usage: number): Promise<void>;
}

export interface Messenger {
  send(subject: string, text: string, tenant: string): Promise<void>;
}

/**
 * Warns a customer whose usage has reached a promised share (OPS-6). The message goes out before it is noted: after
 * a crash between the two a warning may come twice, but none is ever lost.
 */
export async function warn(
  caller: Caller,
  plan: CountedPlan,
  window: Window,
  usage: number,
  tools: { readonly warned: WarnedUsage; readonly messenger: Messenger },
): Promise<readonly string[]> {
  if (!plan.calls) return [];
  const before = await tools.warned.read(caller.tenant, window);
  const due = warningsDue(plan.calls.calls, before, usage, plan.warnAt.map(shareOf));
  for (const share of due) {
    const subject = `${caller.tenant} has used ${share.text} of its calls`;
    const text = `${usage} of ${plan.calls.calls} calls of this ${plan.calls.window} (from ${window.name}) on plan ${caller.plan}.`;
    await tools.messenger.send(subject, text, caller.tenant);
  }
  if (usage > before) await tools.warned.write(caller.tenant, window, usage);
  return due.map(share => share.text);
}

/** How long after a window's end it is remembered, in seconds. */
const KEPT_AFTER_END = 172_800;

export function dynamoWarned(client: DynamoDBClient, table: string): WarnedUsage {
  const key = (tenant: string, window: Window) => ({ pk: { S: `warned#${tenant}#${window.name}` } });
  return {
    read: async (tenant, window) => {
      const command = new GetItemCommand({
        TableName: table,
        Key: key(tenant, window),
        ConsistentRead: true,
      });
      return Number((await client.send(command)).Item?.usage?.N ?? 0);
    },
    write: async (tenant, window, usage) => {
      const command = new UpdateItemCommand({
        TableName: table,
        Key: key(tenant, window),
        UpdateExpression: 'SET #usage = :usage, expires = :expires',
        ConditionExpression: 'attribute_not_exists(#usage) OR #usage < :usage',
        ExpressionAttributeNames: { '#usage': 'usage' },
        ExpressionAttributeValues: {
          ':usage': { N: String(usage) },
          ':expires': { N: String(window.endsAt + KEPT_AFTER_END) },
        },
      });
      await unlessRefused(client.send(command));
    },
  };
}

/** The topic's subscribers can filter on the message attribute `tenant`. */
export function snsMessenger(client: SNSClient, topic: string): Messenger {
  return {
    send: async (Subject, Message, tenant) => {
      const MessageAttributes = { tenant: { DataType: 'String', StringValue: tenant } };
      await client.send(
        new PublishCommand({ TopicArn: topic, Subject: Subject.slice(0, 99), Message, MessageAttributes }),
      );
    },
  };
}
