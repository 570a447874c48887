import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoHistory } from '../../lib/aws/history-store.ts';
import { dynamoStore } from '../../lib/ledger/dynamo-store.ts';
import { historyTableName } from '../../lib/promises/availability/measuring-names.ts';
import { ledgerTableName } from '../../lib/promises/credits/close-names.ts';
import { HISTORY_CONTRACT } from '../../test/history/store-contract.ts';
import type { Kept } from '../../test/ledger/contract.ts';
import { LEDGER_CONTRACT } from '../../test/ledger/store-contract.ts';
import type { Case, World } from '../runner/world.ts';

export const proof: Case = {
  of: ['NODE-2', 'NODE-8'],
  kind: 'looks',
  prove: async world => {
    const { name, environment } = measured(world);
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: environment.primary.region }));
    const ledgers = dynamoStore(client, ledgerTableName(name));
    const history = dynamoHistory(client, historyTableName(name));
    const kept = [...(await keeps(LEDGER_CONTRACT, ledgers)), ...(await keeps(HISTORY_CONTRACT, history))];
    return [`the tables of ${name}, by the suite that every store is tested with:`, ...kept].join('\n');
  },
};

/** The promises write under names of their own, which no tenant and no series of an environment has. */
async function keeps<Store>(contract: readonly Kept<Store>[], store: Store): Promise<readonly string[]> {
  for (const { says, holds } of contract) {
    await holds(() => store).catch((error: unknown) => assert.fail(`not kept: ${says}: ${error}`));
  }
  return contract.map(({ says }) => says);
}

/** Exclusions of the suite must not reach a month that another case closes, so an environment that none closes. */
function measured({ deployments }: World) {
  const closing = ['sovereign', 'enterprise'];
  const found = deployments.find(
    ({ name, assembly }) =>
      !closing.includes(name) &&
      assembly.resources.some(({ properties }) => properties.TableName === ledgerTableName(name)),
  );
  if (!found) throw new Error('this case needs a measured environment: --environments production');
  return found;
}
