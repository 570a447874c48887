import { Match } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { storeTable } from '../../lib/constructs/store-table.ts';
import { Termination } from '../../lib/constructs/subscription.ts';
import { bareStack, templateOf } from './bare.data.ts';

/** Used alone, in an app that knows nothing of Covenant. */
function made() {
  const stack = bareStack();
  const key = new Key(stack, 'Key');
  const ledger = storeTable(stack, 'Ledger', {
    tableName: 'alone-ledger',
    partition: 'tenant',
    sort: { name: 'sequence', type: dynamodb.AttributeType.NUMBER },
    key,
    marks: {},
  });
  new Termination(stack, 'Termination', { environment: 'alone', ledger, code: inlineCode(), key });
  return templateOf(stack);
}

const template = made();

test('CAP-2: a function notes notices in the ledger that is billed by', () => {
  const [ledger] = Object.keys(template.findResources('AWS::DynamoDB::GlobalTable'));
  template.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'alone-subscription-terminate',
    Environment: { Variables: Match.objectLike({ LEDGER: { Ref: ledger } }) },
  });
});

test('it can read and add, and neither change nor delete what was noted', () => {
  const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
  expect(policies).toContain('dynamodb:PutItem');
  expect(policies).not.toMatch(/dynamodb:(UpdateItem|Delete|BatchWrite|\*)/);
});

test('it bears the mark by which the audit finds it', () => {
  template.hasResource('AWS::Lambda::Function', {
    Metadata: Match.objectLike({ covenant: { promise: 'subscription', role: 'termination' } }),
  });
});
