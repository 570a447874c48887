import {
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  RDSClient,
  RebootDBInstanceCommand,
  RestoreDBInstanceToPointInTimeCommand,
  waitUntilDBInstanceAvailable,
} from '@aws-sdk/client-rds';
import { LocalEnvironment, REGION } from '../../lib/local/drill/environment.ts';
import { createSource, DATABASE, SOURCE } from '../../lib/local/drill/source.ts';
import { sleep } from '../../lib/local/postgres/time.ts';
import type { Instance } from '../../lib/local/rds/instance.ts';

let environment: LocalEnvironment;
let source: Instance;
let client: RDSClient;

beforeAll(async () => {
  environment = await LocalEnvironment.open();
  source = await createSource(environment, 7);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new RDSClient({ region: REGION, endpoint: environment.server.url, credentials, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await environment.close();
});

const find = async (id: string) =>
  (await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id }))).DBInstances?.[0];

const waitFor = (DBInstanceIdentifier: string) =>
  waitUntilDBInstanceAvailable(
    { client, minDelay: 0.1, maxDelay: 0.2, maxWaitTime: 60 },
    { DBInstanceIdentifier },
  );

test.each([
  ['DBInstanceNotFoundFault', 404, () => find('nobody')],
  [
    'InvalidParameterCombination',
    400,
    () => client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: SOURCE, SkipFinalSnapshot: true })),
  ],
  ['InvalidParameterValue', 400, () => restoreTo(new Date(Date.now() + 3_600_000))],
  ['InvalidParameterValue', 400, () => restoreTo(new Date(0))],
])('answers %s with status %i, as RDS does', async (name, status, call) => {
  await expect(call()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
});

function restoreTo(RestoreTime: Date, TargetDBInstanceIdentifier = 'back') {
  const order = { SourceDBInstanceIdentifier: SOURCE, TargetDBInstanceIdentifier, RestoreTime };
  return client.send(new RestoreDBInstanceToPointInTimeCommand(order));
}

test('restores exactly what was there, with the defaults that a careless caller gets', async () => {
  await source.primary.query('create table t as select generate_series(1, 1000) i', [], {
    database: DATABASE,
  });
  await sleep(5);
  const [row] = await source.primary.query<{ now: Date }>('select clock_timestamp() as now');
  const before = row?.now ?? new Date(0);
  await sleep(5);
  await source.primary.query('delete from t', [], { database: DATABASE });
  while (((await find(SOURCE))?.LatestRestorableTime ?? new Date(0)) < before) await sleep(50);
  await restoreTo(before);
  await waitFor('back');
  const restored = environment.rds.instance(REGION, 'back');
  expect(
    await restored.primary.query('select count(*)::int as n from t', [], { database: DATABASE }),
  ).toEqual([{ n: 1000 }]);
  expect(await find('back')).toMatchObject({
    MultiAZ: false,
    DeletionProtection: false,
    VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-default' }],
    DBParameterGroups: [{ DBParameterGroupName: 'default.postgres18' }],
  });
});

test('restores to a moment after a failover, from a backup taken before it', async () => {
  await source.primary.query('create table before_failover (i int)', [], { database: DATABASE });
  await client.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: SOURCE, ForceFailover: true }));
  await waitFor(SOURCE);
  await source.primary.query('create table after_failover (i int)', [], { database: DATABASE });
  await sleep(5);
  const [row] = await source.primary.query<{ now: Date }>('select clock_timestamp() as now');
  const time = row?.now ?? new Date(0);
  while (((await find(SOURCE))?.LatestRestorableTime ?? new Date(0)) < time) await sleep(50);
  await restoreTo(time, 'after');
  await waitFor('after');
  const restored = environment.rds.instance(REGION, 'after');
  const found = await restored.primary.query(
    "select relname from pg_class where relname like '%_failover' order by 1",
    [],
    { database: DATABASE },
  );
  expect(found.map(table => table.relname)).toEqual(['after_failover', 'before_failover']);
});
