import { createServer } from 'node:http';
import { Match } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Canaries } from '../../lib/constructs/canaries.ts';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { bareStack, templateOf } from './bare.data.ts';

const stack = bareStack();
new Canaries(stack, 'Canaries', {
  canaries: [
    { name: 'alone-api', component: 'api', tenant: undefined, urls: ['https://a.example.com/x'], every: 300 },
  ],
  ground: {
    name: 'alone',
    topicArn: 'arn:aws:sns:eu-central-1:111111111111:t',
    runbooks: 'https://runbooks.example.com',
  },
  code: inlineCode(),
  key: new Key(stack, 'Key'),
});
const template = templateOf(stack);

test('a canary runs as often as was asked, of a pinned runtime, and starts by itself', () => {
  template.hasResourceProperties('AWS::Synthetics::Canary', {
    Name: 'alone-api',
    RuntimeVersion: 'syn-nodejs-playwright-6.0',
    Schedule: { Expression: 'rate(5 minutes)' },
    StartCanaryAfterCreation: true,
    RunConfig: Match.objectLike({ EnvironmentVariables: { URLS: '["https://a.example.com/x"]' } }),
    ArtifactConfig: { S3Encryption: Match.objectLike({ EncryptionMode: 'SSE_KMS' }) },
  });
});

test('it rings when it fails, and when it no longer runs', () => {
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'SuccessPercent',
    Threshold: 100,
    Period: 300,
    TreatMissingData: 'breaching',
  });
});

test('its role may write its traces and its metric, and nothing else', () => {
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  const text = JSON.stringify(policy);
  expect(text).not.toMatch(/s3:(Get|Delete)Object|s3:\*|synthetics:/);
  expect(text).toContain('"cloudwatch:namespace":"CloudWatchSynthetics"');
});

test('a run succeeds when every address answers 200, and fails with the first that does not', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.statusCode = request.url === '/broken' ? 503 : 200;
    response.end('{}');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const run = async (...paths: string[]) => {
    process.env.URLS = JSON.stringify(paths.map(path => `http://127.0.0.1:${port}${path}`));
    const { handler } = await import('../../lambdas/availability-canary.ts');
    return handler();
  };
  await expect(run('/health', '/records')).resolves.toBeUndefined();
  await expect(run('/health', '/broken', '/never')).rejects.toThrow(/\/broken answered 503/);
  expect(asked).toEqual(['/health', '/records', '/health', '/broken']);
  await new Promise<void>(resolve => server.close(() => resolve()));
});
