import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { Maintenance } from '../../lib/constructs/maintenance.ts';
import { storeTable } from '../../lib/constructs/store-table.ts';
import { bareStack, templateOf } from './bare.data.ts';

const terms = { zone: 'Etc/UTC', components: ['web'], plans: {} };

/** Maintenance used alone, in an app that knows nothing of Covenant. */
function made(measuredIn?: string) {
  const stack = bareStack('eu-west-1');
  const key = new Key(stack, 'Key');
  const notices = storeTable(stack, 'Notices', {
    ...{ tableName: 'alone-notices', partition: 'kind', key, marks: {} },
    sort: { name: 'entry', type: AttributeType.STRING },
  });
  new Maintenance(stack, 'Maintenance', {
    environment: 'alone',
    ground: {
      name: 'alone',
      topicArn: 'arn:aws:sns:eu-west-1:111111111111:t',
      runbooks: 'https://r.example',
    },
    ...{ code: inlineCode(), key, failures: new Queue(stack, 'Failures'), notices, terms, measuredIn },
    timeZone: 'Etc/UTC',
  });
  return templateOf(stack);
}

const template = made('eu-central-1');

test('whoever announces may add to the log and never change it', () => {
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
  const write = policies.find(([id]) => id.startsWith('MaintenanceWrite'))?.[1];
  expect(write?.Properties.PolicyDocument.Statement).toContainEqual(
    expect.objectContaining({ Action: ['dynamodb:Query', 'dynamodb:PutItem'] }),
  );
  expect(JSON.stringify(policies)).not.toMatch(/dynamodb:(Delete|Update)/);
});

test('windows are handed to the function of the measurement every hour, which alone may be called', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 hour)',
    State: 'ENABLED',
    Target: { Input: JSON.stringify(terms) },
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'alone-maintenance-exclude',
    Environment: {
      Variables: { EXCLUDE: 'alone-availability-exclude', MEASUREMENT_REGION: 'eu-central-1' },
    },
  });
  const policies = Object.entries(template.findResources('AWS::IAM::Policy'));
  const exclude = policies.find(([id]) => id.startsWith('MaintenanceExclude'))?.[1];
  expect(exclude?.Properties.PolicyDocument.Statement).toContainEqual({
    Effect: 'Allow',
    Action: 'lambda:InvokeFunction',
    Resource: 'arn:aws:lambda:eu-central-1:111111111111:function:alone-availability-exclude',
  });
});

test('where nothing is measured, nothing is handed over', () => {
  made().resourceCountIs('AWS::Scheduler::Schedule', 0);
});
