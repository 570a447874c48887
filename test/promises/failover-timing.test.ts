import { RDSClient } from '@aws-sdk/client-rds';
import { failoverStart } from '../../lib/aws/failover-events.ts';
import { LocalEnvironment, REGION } from '../../lib/local/drill/environment.ts';
import { recordedOf, TIMED } from '../../lib/promises/failover/timing.ts';
import { dynamoTable } from '../ledger/dynamo-table.ts';

const table = dynamoTable();
afterAll(() => table.stop());

function rdsEvent(EventID: string, date: string) {
  const detail = {
    EventID,
    Date: date,
    SourceIdentifier: 'sovereign-tenant-heron',
    EventCategories: ['failover'],
  };
  return { source: 'aws.rds', 'detail-type': 'RDS DB Cluster Event', detail };
}

const nothing = async () => undefined;

test('a failover is on record when it begins, and as whole when it ends', async () => {
  const begun = await recordedOf(rdsEvent('RDS-EVENT-0073', '2026-11-22T10:00:00.250Z'), nothing);
  const found = async () => new Date('2026-11-22T10:00:00.900Z');
  const over = await recordedOf(rdsEvent('RDS-EVENT-0071', '2026-11-22T10:00:31.000Z'), found);
  expect(over.map(({ event, at }) => [event, at - Date.parse('2026-11-22T10:00:00Z')])).toEqual([
    [TIMED.started, 900],
    [TIMED.completed, 31_000],
  ]);
  expect(new Set([...begun, ...over].map(({ subject }) => subject)).size).toBe(1);
});

test.each([
  ['an end whose beginning nobody knows', rdsEvent('RDS-EVENT-0049', '2026-11-22T10:00:00Z')],
  ['another event of RDS', rdsEvent('RDS-EVENT-0006', '2026-11-22T10:00:00Z')],
  ['no event at all', { hello: 'world' }],
])('%s says nothing', async (_name, event) => expect(await recordedOf(event, nothing)).toEqual([]));

test('an alarm is held against its first bad minute', async () => {
  const reasonData = JSON.stringify({
    startDate: '2026-11-22T09:55:00.000+0000',
    evaluatedDatapoints: [
      { timestamp: '2026-11-22T09:59:00.000+0000', value: 3 },
      { timestamp: '2026-11-22T09:55:00.000+0000', value: 1 },
    ],
  });
  const state = { value: 'ALARM', timestamp: '2026-11-22T10:00:30.000+0000', reasonData };
  const event = { source: 'aws.cloudwatch', detail: { alarmName: 'sovereign-heron-component-x', state } };
  const [failing, detected] = await recordedOf(event, nothing);
  expect([failing?.event, detected?.event]).toEqual([TIMED.failing, TIMED.detected]);
  expect((detected?.at ?? 0) - (failing?.at ?? 0)).toBe(330_000);
  expect(failing?.subject).toBe(detected?.subject);
  expect(
    await recordedOf({ ...event, detail: { ...event.detail, state: { ...state, value: 'OK' } } }, nothing),
  ).toEqual([]);
});

test('RDS is asked when it began, over HTTP, and the record is a set', async () => {
  const environment = await LocalEnvironment.open();
  try {
    const at = (second: number) => new Date(Date.now() - 60_000 + second * 1000);
    const tell = (message: string, date: Date) =>
      environment.rds.events.add({
        region: REGION,
        source: 'sovereign-tenant-heron',
        category: 'failover',
        message,
        date,
      });
    tell('Multi-AZ instance failover started.', at(-600));
    tell('Multi-AZ instance failover started.', at(0));
    tell('Multi-AZ instance failover completed', at(20));
    const rds = new RDSClient({
      endpoint: environment.variables().AWS_ENDPOINT_URL_RDS,
      region: REGION,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const steps = await table.openSteps();
    const event = rdsEvent('RDS-EVENT-0049', at(20).toISOString());
    for (let delivery = 0; delivery < 2; delivery++) {
      for (const each of await recordedOf(event, failoverStart(rds)))
        await steps.add({ ...each, tenant: 'heron' });
    }
    const events = await steps.read('heron', 0, Date.now());
    expect(events.map(each => each.event)).toEqual([TIMED.started, TIMED.completed]);
    const took = (events[1]?.at ?? 0) - (events[0]?.at ?? 0);
    // The local RDS tells times to the second.
    expect(Math.abs(took - 20_000)).toBeLessThanOrEqual(1000);
    rds.destroy();
  } finally {
    await environment.close();
  }
});
