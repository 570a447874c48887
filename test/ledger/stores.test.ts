import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileStore } from '../../lib/ledger/file-store.ts';
import { memoryStore } from '../../lib/ledger/memory-store.ts';
import { keepsContract } from './contract.ts';
import { dynamoTable } from './dynamo-table.ts';
import { simulate } from './simulation.ts';
import { LEDGER_CONTRACT } from './store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'covenant-ledger-'));
const table = dynamoTable();
let folders = 0;

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await table.stop();
});

keepsContract('ledgers in memory', LEDGER_CONTRACT, memoryStore);
keepsContract('ledgers in a folder', LEDGER_CONTRACT, () => fileStore(join(folder, String(++folders))));
keepsContract('ledgers in DynamoDB', LEDGER_CONTRACT, () => table.open());

const SCHEDULES = Number(process.env.COVENANT_DYNAMO_SCHEDULES ?? 4);

test(`${SCHEDULES} schedules of replays and crashes against DynamoDB's own conditional writes`, async () => {
  const store = await table.open();
  for (let seed = 1; seed <= SCHEDULES; seed++)
    expect({ seed, wrong: await simulate(seed, store) }).toEqual({ seed, wrong: undefined });
}, 3_600_000);
