import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CLOSE_SCHEDULE, closeMachineName, ledgerTableName } from '../promises/credits/close-names.ts';
import type { Contract, ContractTenant } from '../promises/credits/contract.ts';
import { closeMachine as definitionOf } from '../promises/credits/machine.ts';
import { acknowledge } from './acknowledge.ts';
import { closeMachine } from './close-machine.ts';
import { grantKey, grantTable } from './grants.ts';
import type { LambdaCode } from './lambda-code.ts';
import { CovenantFunction } from './lambda-function.ts';
import { mark } from './mark.ts';
import { type AlarmGround, watch } from './monitoring/alarm.ts';
import { schedule } from './schedule.ts';
import { Statements } from './statements.ts';
import { storeTable } from './store-table.ts';

export interface MonthCloseProps {
  readonly contract: Contract;
  readonly tenants: readonly ContractTenant[];
  /** What was seen of each component. @default nothing is measured; months are only billed */
  readonly history?: dynamodb.ITableV2 | undefined;
  /** The events of work, where times of steps were promised. @default none */
  readonly steps?: { readonly table: dynamodb.ITableV2; readonly key: kms.IKey } | undefined;
  readonly ground: AlarmGround;
  readonly code: LambdaCode;
  /** Encrypts history, ledgers, statements, logs and the schedule. */
  readonly key: kms.IKey;
  /** Where an event goes that could not be handled. */
  readonly failures: sqs.IQueue;
  /** Whether ledgers, statements and the signing key outlive the stack. @default true */
  readonly keep?: boolean;
}

/**
 * Closes each month for every tenant without anyone asking (NODE-2, TIER-5..7): ledgers in which nothing is ever
 * changed, statements under Object Lock, signed with a key that never leaves KMS.
 */
export class MonthClose extends Construct {
  readonly ledger: dynamodb.TableV2;
  readonly statements: Statements;
  readonly signingKey: kms.Key;
  readonly close: CovenantFunction;
  readonly claim: CovenantFunction;
  readonly machineArn: string;

  constructor(scope: Construct, id: string, props: MonthCloseProps) {
    super(scope, id);
    const { contract, key, failures } = props;
    const keep = props.keep ?? true;
    const name = closeMachineName(contract.environment);
    this.ledger = storeTable(this, 'Ledger', {
      tableName: ledgerTableName(contract.environment),
      partition: 'tenant',
      sort: { name: 'sequence', type: dynamodb.AttributeType.NUMBER },
      ...{ key, keep },
      marks: { promise: 'credits', role: 'ledger' },
    });
    this.statements = new Statements(this, 'Statements', { key, keep });
    this.signingKey = signingKey(this, keep);
    this.close = this.addClose(props, keep);
    this.claim = this.addClaim(props, keep);
    this.machineArn = closeMachine(this, 'Machine', {
      ...{ name, key, keep },
      definition: definitionOf(contract, props.tenants),
      functionArn: this.close.fn.functionArn,
    });
    schedule(this, 'Schedule', {
      name,
      description: 'Closes the month before for every tenant',
      expression: CLOSE_SCHEDULE,
      timeZone: contract.zone,
      target: { arn: this.machineArn, action: 'states:StartExecution' },
      input: {},
      ...{ key, failures },
      marks: { promise: 'credits', role: 'close-schedule' },
    });
    this.watchFailures(props);
  }

  private addClose(props: MonthCloseProps, keep: boolean): CovenantFunction {
    const { code, key, contract } = props;
    const { bucket } = this.statements;
    const made = new CovenantFunction(this, 'Close', {
      source: 'credits-close',
      functionName: `${contract.environment}-credits-close`,
      description: 'Closes one month of one tenant',
      ...{ code, key, keep, timeout: Duration.minutes(2), memory: 1024 },
      settings: {
        ...(props.history ? { HISTORY: props.history.tableName } : {}),
        LEDGER: this.ledger.tableName,
        STATEMENTS: bucket.bucketName,
        SIGNING_KEY: this.signingKey.keyArn,
        ...(props.steps ? { STEPS: props.steps.table.tableName } : {}),
      },
      marks: { promise: 'credits', role: 'close' },
    });
    if (props.history) grantTable(made.fn, props.history, key, ['GetItem', 'Query']);
    grantTable(made.fn, this.ledger, key, ['Query', 'PutItem']);
    if (props.steps) grantTable(made.fn, props.steps.table, props.steps.key, ['Query']);
    made.fn.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['s3:PutObject', 's3:GetObject'],
        resources: [bucket.arnForObjects('*')],
      }),
    );
    made.fn.addToRolePolicy(
      new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }),
    );
    acceptObjects(made, bucket);
    const actions = ['kms:Sign', 'kms:GetPublicKey'];
    iam.Grant.addToPrincipal({ grantee: made.fn, actions, resourceArns: [this.signingKey.keyArn] });
    return made;
  }

  private addClaim({ code, key, contract }: MonthCloseProps, keep: boolean): CovenantFunction {
    const made = new CovenantFunction(this, 'Claim', {
      source: 'credits-claim',
      functionName: `${contract.environment}-credits-claim`,
      description: 'Notes the ticket by which a customer asks for a credit',
      ...{ code, key, keep },
      settings: { LEDGER: this.ledger.tableName },
      marks: { promise: 'credits', role: 'claim' },
    });
    grantTable(made.fn, this.ledger, key, ['Query', 'PutItem']);
    grantKey(made.fn, key);
    return made;
  }

  private watchFailures({ ground, failures }: MonthCloseProps): void {
    watch(this, 'NotClosed', ground, {
      says: 'The month was not closed for every tenant.',
      hurts: 'customers whose statement, invoice or credit is missing',
      runbook: 'month-not-closed',
      ...{ namespace: 'AWS/States', metric: 'ExecutionsFailed', statistic: 'Sum', rings: 'above' },
      dimensions: { StateMachineArn: this.machineArn },
      threshold: 0,
      minutes: [1, 60],
      // The machine runs once a month; between runs there is nothing to say.
      silence: 'notBreaching',
      marks: { promise: 'credits', role: 'not-closed' },
    });
    watch(this, 'NotStarted', ground, {
      says: 'A collection of history or a month close could not even be started.',
      hurts: 'customers whose uptime is measured',
      runbook: 'measurement-not-started',
      ...{
        namespace: 'AWS/SQS',
        metric: 'ApproximateNumberOfMessagesVisible',
        statistic: 'Maximum',
        rings: 'above',
      },
      dimensions: { QueueName: failures.queueName },
      threshold: 0,
      minutes: [1, 5],
      // A queue that nobody uses for hours stops reporting.
      silence: 'notBreaching',
      marks: { promise: 'credits', role: 'not-started' },
    });
  }
}

/** Ed25519, as every signature of a statement; kept for as long as anything it signed is to be believed. */
function signingKey(scope: Construct, keep: boolean): kms.Key {
  const key = new kms.Key(scope, 'SigningKey', {
    description: 'Signs statements and ledgers',
    keySpec: kms.KeySpec.ECC_NIST_EDWARDS25519,
    keyUsage: kms.KeyUsage.SIGN_VERIFY,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  mark(key, { promise: 'credits', role: 'signing-key' });
  return key;
}

/** Each month and tenant has documents of its own, whose names are made at run time. */
function acceptObjects(made: CovenantFunction, bucket: s3.Bucket): void {
  const resource = bucket.node.defaultChild;
  if (!resource || !CfnResource.isCfnResource(resource)) return;
  const id = Stack.of(made).getLogicalId(resource);
  acknowledge(made, {
    [`AwsSolutions-IAM5[Resource::<${id}.Arn>/*]`]:
      'Documents are named by month and tenant at run time; the bucket has nothing else, and Object Lock keeps what is there.',
  });
}
