import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStore } from '../../lib/ledger/file-store.ts';
import { memoryStore } from '../../lib/ledger/memory-store.ts';
import { dynamoTable } from './dynamo-table.ts';
import { simulate } from './simulation.ts';
import { storeContract } from './store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'covenant-ledger-'));
const table = dynamoTable();
let folders = 0;

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await table.stop();
});

storeContract('memory', memoryStore);
storeContract('a folder', () => fileStore(join(folder, String(++folders))));
storeContract('DynamoDB', () => table.open());

const SCHEDULES = Number(process.env.COVENANT_DYNAMO_SCHEDULES ?? 4);

test(`${SCHEDULES} schedules of replays and crashes against DynamoDB's own conditional writes`, async () => {
  const store = await table.open();
  for (let seed = 1; seed <= SCHEDULES; seed++)
    expect({ seed, wrong: await simulate(seed, store) }).toEqual({ seed, wrong: undefined });
}, 3_600_000);
