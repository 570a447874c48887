import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { s3Documents } from '../lib/aws/documents.ts';
import { dynamoHistory, type HistoryStore } from '../lib/aws/history-store.ts';
import { kmsSigner } from '../lib/aws/kms-signer.ts';
import { optionalSetting, setting } from '../lib/aws/settings.ts';
import { dynamoSteps } from '../lib/aws/step-store.ts';
import { exclusionsOf } from '../lib/history/exclusions.ts';
import { statementSchema } from '../lib/ledger/document.ts';
import { dynamoStore } from '../lib/ledger/dynamo-store.ts';
import { closeStored, type TenantClosed } from '../lib/ledger/stored-close.ts';
import { UNSEEN } from '../lib/promises/availability/collected.ts';
import { readCloseRequest } from '../lib/promises/credits/contract.ts';

const database = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const stored = historyIn(optionalSetting('HISTORY'));
const steps = optionalSetting('STEPS');
const documents = s3Documents(new S3Client({}), setting('STATEMENTS'));
const signer = kmsSigner(new KMSClient({}), setting('SIGNING_KEY'));

/** What was collected; nothing where months are only billed and no component is measured. */
function historyIn(table: string | undefined): Pick<HistoryStore, 'reach' | 'read' | 'exclusions'> {
  if (table !== undefined) return dynamoHistory(database, table);
  return { reach: async () => undefined, read: async () => UNSEEN, exclusions: async () => [] };
}

const tools = {
  history: {
    reach: stored.reach,
    read: stored.read,
    exclusions: async () => exclusionsOf('the stored exclusions', await stored.exclusions()),
  },
  ledger: dynamoStore(database, setting('LEDGER')),
  shelf: {
    put: documents.put,
    latest: async (month: string, tenant: string) => {
      const text = await documents.latest(`${month}/${tenant}.statement.`);
      return text === undefined ? undefined : statementSchema.parse(JSON.parse(text));
    },
  },
  signer,
  ...(steps === undefined ? {} : { steps: dynamoSteps(database, steps).read }),
};

/** Closes one tenant's month: credit, invoice, signed statement (NODE-2, TIER-5, TIER-6). Repeating it changes nothing. */
export async function handler(event: unknown): Promise<TenantClosed> {
  const closed = await closeStored(tools, readCloseRequest(event));
  await documents.put('keys/public-key.pem', await signer.publicKey());
  return closed;
}
