import { keepsContract } from '../ledger/contract.ts';
import { dynamoTable } from '../ledger/dynamo-table.ts';
import { HISTORY_CONTRACT } from './store-contract.ts';

const table = dynamoTable();
afterAll(() => table.stop());

keepsContract('a history in DynamoDB', HISTORY_CONTRACT, () => table.openHistory());
