import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { s3Documents } from '../../lib/aws/documents.ts';
import { healthPoints, listHealthChecks } from '../../lib/aws/health-metrics.ts';

type Input = Readonly<Record<string, unknown>>;

/** A client that answers from a function; nothing leaves this process. */
function answering<C extends object>(client: C, answer: (input: Input) => unknown): C {
  return Object.assign(client, {
    send: async (command: { readonly input: Input }) => answer(command.input),
  });
}

const region = { region: 'us-east-1' };

test('points of several pages and in any order become one series; only 1 is healthy', async () => {
  const asked: Input[] = [];
  const client = answering(new CloudWatchClient(region), input => {
    asked.push(input);
    const at = input.NextToken ? 60 : 0;
    return {
      MetricDataResults: [
        { Label: 'a', Timestamps: [new Date(at * 1000), new Date((at + 600) * 1000)], Values: [1, 0] },
        { Label: 'stranger', Timestamps: [new Date(0)], Values: [0] },
      ],
      ...(input.NextToken ? {} : { NextToken: 'more' }),
    };
  });
  const points = await healthPoints(client, ['a', 'b'], [0, 3600]);
  expect(points).toEqual(
    new Map([
      ['a', { times: [0, 600, 60, 660], up: [1, 0, 1, 0] }],
      ['b', { times: [], up: [] }],
    ]),
  );
  expect(asked[0]).toMatchObject({ StartTime: new Date(0), EndTime: new Date(3_600_000) });
});

test('a call asks for 500 metrics at most (AWS fact 19)', async () => {
  const sizes: number[] = [];
  const client = answering(new CloudWatchClient(region), ({ MetricDataQueries }) => {
    sizes.push(Array.isArray(MetricDataQueries) ? MetricDataQueries.length : 0);
    return {};
  });
  await healthPoints(
    client,
    Array.from({ length: 1201 }, (_, i) => `check-${i}`),
    [0, 60],
  );
  expect(sizes).toEqual([500, 500, 201]);
});

test('health checks are found by what they ask, over all pages; others are left out', async () => {
  const client = answering(new Route53Client(region), ({ Marker }) => ({
    HealthChecks: [
      { Id: Marker ? '2' : '1', HealthCheckConfig: { FullyQualifiedDomainName: 'h', ResourcePath: '/p' } },
      { Id: 'calculated', HealthCheckConfig: {} },
    ],
    ...(Marker ? {} : { NextMarker: 'm' }),
  }));
  expect(await listHealthChecks(client)).toEqual([
    { id: '1', host: 'h', path: '/p' },
    { id: '2', host: 'h', path: '/p' },
  ]);
});

test('a document that lies there is not written again; another failure is not hidden', async () => {
  const refuse = (httpStatusCode: number) =>
    answering(new S3Client(region), input => {
      expect(input.IfNoneMatch).toBe('*');
      throw new S3ServiceException({ name: 'x', $fault: 'client', $metadata: { httpStatusCode } });
    });
  expect(await s3Documents(refuse(412), 'b').put('a.json', '{}')).toBe(false);
  expect(await s3Documents(refuse(409), 'b').put('a.json', '{}')).toBe(false);
  await expect(s3Documents(refuse(403), 'b').put('a.json', '{}')).rejects.toThrow();
});

test('the latest of revisions is the highest number, not the last word', async () => {
  const client = answering(new S3Client(region), ({ Key }) =>
    Key
      ? { Body: { transformToString: async () => String(Key) } }
      : { Contents: ['2', '10', '9', 'x'].map(n => ({ Key: `m/t.statement.${n}.json` })) },
  );
  expect(await s3Documents(client, 'b').latest('m/t.statement.')).toBe('m/t.statement.10.json');
});
