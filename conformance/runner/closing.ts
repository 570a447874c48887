import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoStore } from '../../lib/ledger/dynamo-store.ts';
import type { LedgerStore } from '../../lib/ledger/store.ts';
import { ledgerTableName } from '../../lib/promises/credits/close-names.ts';
import type { Posting } from '../../lib/promises/credits/postings.ts';
import { liveResources } from './live.ts';
import type { Deployment } from './world.ts';

/** How an execution of a state machine ended. */
export interface Ended {
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** The deployed resource that serves this end of the month close, by its id in the account. */
export async function servingClose(deployment: Deployment, type: string, role: string): Promise<string> {
  const found = await liveResources(deployment, new Set([type]));
  const own = found.find(({ resource: { marks } }) => marks.promise === 'credits' && marks.role === role);
  if (!own) throw new Error(`${deployment.name} has no ${role}`);
  return own.physicalId;
}

/** Runs the deployed month close to its end. */
export async function close(deployment: Deployment, month: string): Promise<Ended> {
  const stateMachineArn = await servingClose(deployment, 'AWS::StepFunctions::StateMachine', 'month-close');
  const client = new SFNClient({ region: deployment.environment.primary.region });
  const started = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ month }) }),
  );
  for (;;) {
    const said = await client.send(new DescribeExecutionCommand({ executionArn: started.executionArn }));
    if (said.status !== 'RUNNING') return { status: `${said.status}`, error: said.error, cause: said.cause };
    await sleep(250);
  }
}

function ledgerOf({ name, environment }: Deployment): LedgerStore {
  const client = new DynamoDBClient({ region: environment.primary.region });
  return dynamoStore(DynamoDBDocumentClient.from(client), ledgerTableName(name));
}

/** What was posted for a tenant, in its order. */
export async function postingsOf(deployment: Deployment, tenant: string): Promise<readonly Posting[]> {
  return (await ledgerOf(deployment).read(tenant)).map(({ posting }) => posting);
}

/** Postings in a few words, such as `credit 48000` and `invoice 1: 480000 - 0`. */
export function inWords(postings: readonly Posting[]): readonly string[] {
  return postings.map(posting => {
    switch (posting.kind) {
      case 'invoice':
        return `invoice ${posting.number}: ${posting.gross} - ${posting.credited}`;
      case 'claim':
        return `claim ${posting.ticket}`;
      case 'termination':
        return `termination ${posting.ticket}`;
      default:
        return `${posting.kind} ${posting.amount}`;
    }
  });
}
