import { Match } from 'aws-cdk-lib/assertions';
import { Duration } from 'aws-cdk-lib/core';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { KeyOperations } from '../../lib/constructs/limits/key-operations.ts';
import { bareStack, templateOf } from './bare.data.ts';
import { bareFront } from './front.data.ts';

const front = bareFront();

test('the usage plan has the rate, burst and quota of the agreement, and no key is in the template', () => {
  front.hasResourceProperties('AWS::ApiGateway::UsagePlan', {
    UsagePlanName: 'alone-small',
    Throttle: { RateLimit: 10, BurstLimit: 50 },
    Quota: { Limit: 40_000, Period: 'DAY' },
  });
  front.resourceCountIs('AWS::ApiGateway::ApiKey', 0);
  front.resourceCountIs('AWS::ApiGateway::UsagePlanKey', 0);
});

test('a plan without limits has a usage plan without numbers, since a key needs one', () => {
  bareFront({ plans: [{ plan: 'free', limits: undefined }] }).hasResourceProperties(
    'AWS::ApiGateway::UsagePlan',
    {
      Throttle: Match.absent(),
      Quota: Match.absent(),
    },
  );
});

test('the authorizer is asked about every call and told the limits and the zone', () => {
  front.hasResourceProperties('AWS::ApiGateway::Authorizer', {
    AuthorizerResultTtlInSeconds: 0,
    Type: 'REQUEST',
  });
  front.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'alone-limits-authorize',
    Environment: {
      Variables: {
        ZONE: 'Europe/Helsinki',
        PLANS: Match.serializedJson(
          Match.objectLike({
            small: {
              calls: { calls: 40_000, window: 'day' },
              bucket: { spacing: 100_000, tolerance: 4_900_000 },
              warnAt: [],
              counted: true,
            },
          }),
        ),
      },
    },
  });
});

test('refused calls are answered with 429, and the authorizer says when to try again', () => {
  for (const ResponseType of ['THROTTLED', 'QUOTA_EXCEEDED', 'ACCESS_DENIED']) {
    front.hasResourceProperties('AWS::ApiGateway::GatewayResponse', { ResponseType, StatusCode: '429' });
  }
  front.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
    ResponseType: 'ACCESS_DENIED',
    ResponseParameters: { 'gatewayresponse.header.Retry-After': 'context.authorizer.retryAfter' },
  });
});

test('operators assign keys in every region, and usage is looked at on a schedule, alone in another app', () => {
  const stack = bareStack();
  new KeyOperations(stack, 'Keys', {
    environment: 'alone',
    plans: [],
    timeZone: 'Etc/UTC',
    regions: ['eu-central-1', 'eu-west-1'],
    dedicated: [],
    email: 'a@example.com',
    code: inlineCode(),
    every: Duration.minutes(10),
  });
  const made = templateOf(stack);
  made.hasResourceProperties('AWS::Events::Rule', {
    ScheduleExpression: 'rate(10 minutes)',
    State: 'ENABLED',
  });
  made.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'alone-limits-warn',
    DeadLetterConfig: Match.anyValue(),
    ReservedConcurrentExecutions: 1,
  });
  made.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'alone-limits-assign-key',
    Environment: { Variables: { REGIONS: '["eu-central-1","eu-west-1"]' } },
  });
});
