import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Recovery } from '../../lib/constructs/recovery/index.ts';
import { STEPS } from '../../lib/promises/recovery/machine.ts';
import { bareDatabase, bareStack } from './bare.data.ts';

const code = { of: () => ({ code: lambda.Code.fromInline('x'), handler: 'index.handler' }) };

function made(): Template {
  const stack = bareStack();
  const vpc = new ec2.Vpc(stack, 'Network', {
    natGateways: 0,
    subnetConfiguration: [{ name: 'service', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  new Recovery(stack, 'Recovery', {
    environment: 'shop',
    place: 'primary',
    about: { place: 'deployed', agreement: 'shop', version: 1, environment: 'shop' },
    databases: [
      {
        database: bareDatabase(stack, { identifier: 'shop-orders' }),
        schedule: 'cron(0 5 ? * SUN *)',
        recoveryTime: 7200,
        recoveryPoint: 300,
        pointer: 'covenant/shop/orders/restored',
        marks: { plan: 'orders' },
      },
    ],
    checks: { database: 'service', application: { sql: 'x', answer: 'y' }, indexes: [], withinSeconds: 9 },
    vpc,
    endpointSecurityGroup: new ec2.SecurityGroup(stack, 'Endpoints', { vpc }),
    monitoringRoleArn: 'arn:aws:iam::111111111111:role/monitoring',
    code,
  });
  return Template.fromStack(stack);
}

const template = made();
const text = JSON.stringify(template.toJSON());

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

/** Every statement of every policy. */
function statements(): readonly Statement[] {
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap(type =>
    Object.values(template.findResources(type)).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement,
    ),
  );
}

function allowing(action: string): readonly Statement[] {
  return statements().filter(({ Action }) => [Action].flat().includes(action));
}

test('one Lambda for each step, and only those that connect are in the network', () => {
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  const named = functions.map(({ Properties }) => Properties.FunctionName);
  for (const { name } of STEPS.filter(step => step.name !== 'validate')) {
    expect(named).toContain(`shop-recovery-${name}`);
  }
  const inside = functions.filter(({ Properties }) => Properties.VpcConfig);
  expect(inside.map(({ Properties }) => Properties.FunctionName)).toEqual([
    'shop-orders-drill-validate',
    'shop-orders-drill-mark',
  ]);
});

test('the machine knows the promised times, logs, traces and ends', () => {
  template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    StateMachineName: 'shop-recovery',
    TracingConfiguration: { Enabled: true },
    LoggingConfiguration: Match.objectLike({ Level: 'ALL' }),
  });
  expect(text).toContain('\\"shop-orders\\":{\\"recoveryTime\\":7200,\\"recoveryPoint\\":300,');
  expect(text).toContain('\\"TimeoutSeconds\\":57600');
});

test('a drill is started on schedule, and its second delivery joins the first', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(0 5 ? * SUN *)',
    State: 'ENABLED',
    Target: {
      Input: '{"database":"shop-orders","mode":"drill","run":"shop-orders-<aws.scheduler.scheduled-time>"}',
      DeadLetterConfig: { Arn: Match.anyValue() },
    },
  });
});

test('nothing is removed that does not carry the tag of a run', () => {
  const removals = ['rds:DeleteDBInstance', 'rds:DeleteDBCluster'].flatMap(allowing);
  expect(removals.length).toBeGreaterThan(0);
  for (const { Resource, Condition } of removals) {
    expect(Condition).toEqual({ Null: { 'aws:ResourceTag/covenant:run': 'false' } });
    expect(JSON.stringify(Resource)).not.toMatch(/:(db|cluster):(shop-)?\*"/);
  }
});

test('the endpoint to RDS lets this account look at its databases, and do nothing else', () => {
  const [endpoint] = Object.values(template.findResources('AWS::EC2::VPCEndpoint'));
  const [statement, ...others] = endpoint?.Properties.PolicyDocument.Statement ?? [];
  expect(others).toEqual([]);
  expect(statement.Action).toEqual(['rds:DescribeDBInstances', 'rds:DescribeDBClusters']);
  expect(JSON.stringify(statement.Resource)).toMatch(/:db:shop-\*.*:cluster:shop-\*/);
  expect(statement.Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': '111111111111' } });
});

test('a take-over alone may write where a database now is, and only for this environment', () => {
  const writes = allowing('secretsmanager:PutSecretValue');
  expect(writes).toHaveLength(1);
  expect(JSON.stringify(writes[0]?.Resource)).toMatch(/:secret:covenant\/shop\/\*\/restored-\?{6}"/);
});

test('a role is passed to RDS monitoring alone, and passwords are read of restored databases only', () => {
  for (const { Resource, Condition } of allowing('iam:PassRole')) {
    expect(Resource).toBe('arn:aws:iam::111111111111:role/monitoring');
    expect(Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'monitoring.rds.amazonaws.com' } });
  }
  const all = allowing('secretsmanager:GetSecretValue');
  const reads = all.filter(({ Condition }) => Condition);
  expect(reads).toHaveLength(2);
  for (const { Condition } of reads)
    expect(JSON.stringify(Condition)).toMatch(/ResourceTag.*:shop-orders-drill"/);
});

test('markers are written every minute, by a function that reads the password of that one database', () => {
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 minute)',
    State: 'ENABLED',
    Target: { Arn: Match.stringLikeRegexp(':function:shop-orders-drill-mark$') },
  });
  const [own, ...others] = allowing('secretsmanager:DescribeSecret');
  expect(others).toEqual([]);
  expect(own?.Resource).toEqual({ 'Fn::GetAtt': [expect.any(String), 'MasterUserSecret.SecretArn'] });
});

test('a wildcard resource is for reads, traces, interfaces and log delivery only', () => {
  const wide = statements().filter(({ Resource }) => [Resource].flat().includes('*'));
  const actions = wide.flatMap(({ Action }) => [Action].flat());
  const writes = actions.filter(action => !/^(rds:Describe|logs:|xray:|ec2:)/.test(action));
  expect(writes).toEqual([]);
});

test('the database takes calls of the validation only, and reports are signed by a key of their own', () => {
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    FromPort: 5433,
    Description: 'To the database shop-orders',
  });
  template.hasResourceProperties('AWS::KMS::Key', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  expect(allowing('kms:Sign')).toHaveLength(1);
});
