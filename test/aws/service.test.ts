import type pg from 'pg';
import { databaseIsHealthy } from '../../lib/aws/health.ts';
import { NoDatabaseError, type Sql } from '../../lib/aws/postgres.ts';
import { prepareRecords } from '../../lib/aws/records.ts';
import { answer, type Call } from '../../lib/aws/service.ts';
import { Cluster } from '../../lib/local/postgres/cluster.ts';
import { Workspace } from '../../lib/local/postgres/workspace.ts';

let workspace: Workspace;
let client: pg.Client;
let sql: Sql;

beforeAll(async () => {
  workspace = new Workspace();
  const cluster = new Cluster(workspace, 'service');
  cluster.init();
  await (await cluster.start()).ready();
  client = await cluster.connect();
  sql = { query: (text, values) => client.query(text, values ? [...values] : undefined) };
  await prepareRecords(sql);
}, 60_000);

afterAll(async () => {
  await client?.end();
  workspace?.close();
});

function call(tenant: string, own: Partial<Call> = {}, maxBytes?: number) {
  const whole = { method: 'GET', headers: {}, body: null, id: undefined, tenant, plan: 'small', ...own };
  return answer(whole, maxBytes, (_plan, work) => work(sql));
}

const write = (tenant: string, body: object) => call(tenant, { method: 'POST', body: JSON.stringify(body) });

test('what a tenant writes it reads, and a neighbour never does, not even by its id (AGENT-17)', async () => {
  const written = await write('oak', { secret: 1 });
  expect(written.statusCode).toBe(201);
  const { id } = JSON.parse(written.body);
  expect(JSON.parse((await call('oak', { id })).body).body).toEqual({ secret: 1 });
  expect((await call('elm', { id })).statusCode).toBe(404);
  expect(JSON.parse((await call('elm')).body)).toEqual({ records: [] });
});

test('without a tenant no row can be read or written, whoever is connected', async () => {
  await client.query('begin');
  await client.query('set local role covenant_service');
  // PostgreSQL leaves the setting empty after the first transaction that had one.
  expect((await client.query('select * from covenant_records')).rows).toEqual([]);
  await expect(client.query(`insert into covenant_records (body) values ('{}')`)).rejects.toThrow();
  await client.query('rollback');
});

test("a tenant cannot write a row in a neighbour's name", async () => {
  await client.query('begin');
  await client.query(`select set_config('covenant.tenant', 'elm', true)`);
  await client.query('set local role covenant_service');
  const forged = `insert into covenant_records (tenant, body) values ('oak', '{}')`;
  await expect(client.query(forged)).rejects.toThrow(/row-level security/);
  await client.query('rollback');
});

test('preparing again, also from several places, changes nothing', async () => {
  await prepareRecords(sql);
  expect((await call('oak')).statusCode).toBe(200);
});

test.each([
  ['no JSON', { method: 'POST', body: 'x' }, 400],
  ['a list', { method: 'POST', body: '[]' }, 400],
  ['no UUID', { id: "1' or true" }, 400],
])('%s is refused', async (_what, own, status) => {
  expect((await call('oak', own)).statusCode).toBe(status);
});

test('a message counts with its headers (CAP-7)', async () => {
  const own = { method: 'POST', headers: { accept: 'x'.repeat(50) }, body: '{}' };
  expect((await call('oak', own, 61)).statusCode).toBe(413);
  expect((await call('oak', own, 62)).statusCode).toBe(201);
});

test('without a database the answer is 503, and a fault of ours tells nothing of itself', async () => {
  const log = jest.spyOn(console, 'error').mockImplementation(() => {});
  const failing = (error: Error) =>
    answer(
      { method: 'GET', headers: {}, body: null, id: undefined, tenant: 't', plan: 'p' },
      undefined,
      async () => {
        throw error;
      },
    );
  expect((await failing(new NoDatabaseError('none'))).statusCode).toBe(503);
  const reply = await failing(new Error('password is hunter2'));
  expect(reply.statusCode).toBe(500);
  expect(reply.body).not.toContain('hunter2');
  log.mockRestore();
});

test('a database that only reads is not healthy', async () => {
  expect(await databaseIsHealthy(sql, 'api')).toBe(true);
  await client.query('set default_transaction_read_only = on');
  await expect(databaseIsHealthy(sql, 'api')).rejects.toThrow(/read-only/);
  await client.query('set default_transaction_read_only = off');
});
