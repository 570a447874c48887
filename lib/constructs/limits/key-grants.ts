import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { limitsTableName } from '../../promises/limits/rules.ts';
import { acknowledge } from '../acknowledge.ts';
import { grantKey } from '../grants.ts';
import type { CovenantFunction } from '../lambda-function.ts';
import type { NoticeTopic } from '../monitoring/topic.ts';

/** Where keys are made, and who has a table of its own. */
interface Granted {
  readonly environment: string;
  readonly regions: readonly string[];
  readonly dedicated: readonly string[];
}

/** Lets a function give a tenant its key, or move it to another plan, in every region. */
export function grantAssign(assign: CovenantFunction, props: Granted): void {
  const arns = (paths: readonly string[]) =>
    props.regions.flatMap(region => paths.map(path => gatewayArn(assign, region, path)));
  const { fn } = assign;
  fn.addToRolePolicy(allow(['apigateway:GET'], arns(['/apikeys', '/usageplans', '/usageplans/*/keys'])));
  fn.addToRolePolicy(allow(['apigateway:POST'], arns(['/apikeys', '/usageplans/*/keys'])));
  fn.addToRolePolicy(allow(['apigateway:DELETE'], arns(['/usageplans/*/keys/*'])));
  fn.addToRolePolicy(allow(['apigateway:PATCH'], arns(['/usageplans/*/keys/*/usage'])));
  grantTables(assign, props, props.regions, ['PutItem']);
  acceptIds(assign, props.regions);
}

/** Lets a function see the usage of its own region, and warn those who approach a limit. */
export function grantWarn(warn: CovenantFunction, props: Granted, { topic }: NoticeTopic): void {
  const { region } = Stack.of(warn);
  const { fn } = warn;
  const arns = ['/usageplans', '/usageplans/*/usage'].map(path => gatewayArn(warn, region, path));
  fn.addToRolePolicy(allow(['apigateway:GET'], arns));
  grantTables(warn, props, [region], ['GetItem', 'UpdateItem', 'Scan']);
  fn.addToRolePolicy(allow(['sns:Publish'], [topic.topicArn]));
  if (topic.masterKey) grantKey(fn, topic.masterKey);
  acceptIds(warn, [region]);
}

/** Tables are named by one rule in every region; their keys are reached through DynamoDB alone. */
function grantTables(
  to: CovenantFunction,
  props: Granted,
  regions: readonly string[],
  actions: readonly string[],
): void {
  const names = [undefined, ...props.dedicated].map(tenant => limitsTableName(props.environment, tenant));
  const arns = regions.flatMap(region =>
    names.map(table =>
      Stack.of(to).formatArn({ service: 'dynamodb', region, resource: 'table', resourceName: table }),
    ),
  );
  to.fn.addToRolePolicy(
    allow(
      actions.map(action => `dynamodb:${action}`),
      arns,
    ),
  );
  const keys = regions.map(region =>
    Stack.of(to).formatArn({ service: 'kms', region, resource: 'key', resourceName: '*' }),
  );
  to.fn.addToRolePolicy(
    new iam.PolicyStatement({
      actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
      resources: keys,
      conditions: {
        StringEquals: { 'kms:ViaService': regions.map(region => `dynamodb.${region}.amazonaws.com`) },
      },
    }),
  );
}

function allow(actions: string[], resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}

function gatewayArn(scope: Construct, region: string, path: string): string {
  return `arn:${Stack.of(scope).partition}:apigateway:${region}::${path}`;
}

/** Ids of plans and keys are made by API Gateway at run time; the kind of thing and the region are named. */
function acceptIds(made: CovenantFunction, regions: readonly string[]): void {
  const reason =
    'Keys and plans get their ids at run time; what can be done to which kind of them, and where, is named.';
  const paths = [
    '/usageplans/*/keys',
    '/usageplans/*/keys/*',
    '/usageplans/*/keys/*/usage',
    '/usageplans/*/usage',
  ];
  const found = regions.flatMap(region =>
    paths.map(path => `arn:<AWS::Partition>:apigateway:${region}::${path}`),
  );
  const keys = regions.map(region => `arn:<AWS::Partition>:kms:${region}:${accountOf(made)}:key/*`);
  acknowledge(made, {
    ...Object.fromEntries(found.map(arn => [`AwsSolutions-IAM5[Resource::${arn}]`, reason])),
    ...Object.fromEntries(
      keys.map(arn => [
        `AwsSolutions-IAM5[Resource::${arn}]`,
        'The keys of other regions have no name here; the condition lets DynamoDB alone use them for it.',
      ]),
    ),
  });
}

function accountOf(scope: Construct): string {
  const { account } = Stack.of(scope);
  return account.includes('Token') ? '<AWS::AccountId>' : account;
}
