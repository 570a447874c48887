import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Marks } from '../../promises/evidence.ts';
import { leaseFor, type RecoveryConfiguration } from '../../promises/recovery/begin.ts';
import { machineName } from '../../promises/recovery/names.ts';
import { statesOf } from '../../promises/recovery/states.ts';
import { accountInFindings, acknowledge, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import type { Database } from '../databases/index.ts';
import { ownKey } from '../encryption.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { mark } from '../mark.ts';
import { SUBNETS } from '../network.ts';
import { serviceRole } from '../service-role.ts';
import { RecoveryFunctions } from './functions.ts';
import { DrillReports } from './reports.ts';
import { DrillValidator, VALIDATOR } from './validator.ts';

/** A database whose restore is promised to be tried. */
export interface DrilledDatabase {
  readonly database: Database;
  /** When it is drilled: from `scheduleFor`. */
  readonly schedule: string;
  /** What the agreement promises, in seconds. */
  readonly recoveryTime: number;
  readonly recoveryPoint: number;
  readonly marks: Pick<Marks, 'plan' | 'tenant'>;
}

export interface RecoveryProps {
  readonly environment: string;
  readonly databases: readonly DrilledDatabase[];
  /** What a restored database is asked. */
  readonly checks: RecoveryConfiguration['checks'];
  readonly vpc: ec2.IVpc;
  /** Guards endpoints: takes HTTPS from inside the network. */
  readonly endpointSecurityGroup: ec2.ISecurityGroup;
  readonly monitoringRoleArn: string;
  readonly code: LambdaCode;
  /** Whether logs, keys and reports outlive the stack. @default true */
  readonly keep?: boolean;
}

const IS_LAST = 'It is itself where triggers go that could not be delivered.';

/** The restore state machine of an environment, what it calls, and a schedule of drills for each database. */
export class Recovery extends Construct {
  readonly machine: sfn.CfnStateMachine;
  readonly reports: DrillReports;
  readonly functions: RecoveryFunctions;
  readonly key: kms.Key;
  /** Triggers that could not be delivered. */
  readonly undelivered: sqs.Queue;

  constructor(scope: Construct, id: string, props: RecoveryProps) {
    super(scope, id);
    const keep = props.keep ?? true;
    const name = machineName(props.environment);
    this.key = ownKey(this, 'Key', {
      description: `Logs, settings and reports of ${name}`,
      keep,
      logGroups: `/*/${name}*`,
    });
    this.reports = new DrillReports(this, 'Reports', { key: this.key, keep });
    this.functions = new RecoveryFunctions(this, 'Steps', {
      ...props,
      keyArns: props.databases.map(({ database }) => database.key.keyArn),
      ...{ key: this.key, reports: this.reports, keep },
      clusters: props.databases.some(({ database }) => !database.topology.endsWith('instance')),
    });
    this.reachDatabases(props);
    this.machine = this.addMachine(name, props, keep);
    this.undelivered = this.addQueue();
    this.addSchedules(props);
  }

  /**
   * `validate` asks RDS where the restored database is, from inside a network that has no way out: through an
   * endpoint, and with nothing but its own rights.
   */
  private reachDatabases(props: RecoveryProps): void {
    const { vpc, endpointSecurityGroup, databases } = props;
    new ec2.InterfaceVpcEndpoint(this, 'Rds', {
      vpc,
      service: ec2.InterfaceVpcEndpointAwsService.RDS,
      securityGroups: [endpointSecurityGroup],
      open: false,
      subnets: { subnetGroupName: SUBNETS.service },
    });
    for (const { database, marks } of databases) {
      const { code, keep } = props;
      new DrillValidator(Stack.of(database), `Validator-${database.identifier}`, {
        database,
        vpc,
        code,
        marks,
        keep,
      });
    }
  }

  private addMachine(name: string, props: RecoveryProps, keep: boolean): sfn.CfnStateMachine {
    const log = new logs.LogGroup(this, 'Log', {
      logGroupName: `/aws/vendedlogs/states/${name}`,
      encryptionKey: this.key,
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const states = statesOf({
      begin: this.functions.begin.fn.functionArn,
      steps: this.functions.steps,
      configuration: this.configuration(props),
      timeout: Math.max(...props.databases.map(({ recoveryTime }) => leaseFor(recoveryTime))),
    });
    const machine = new sfn.CfnStateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: 'STANDARD',
      definitionString: Stack.of(this).toJsonString(states),
      roleArn: this.machineRole(name, props.environment),
      loggingConfiguration: {
        level: 'ALL',
        // The states hold no rows and no secrets; an operator needs them to see what was decided.
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.logGroupArn } }],
      },
      tracingConfiguration: { enabled: true },
    });
    machine.node.addDependency(log);
    mark(machine, { promise: 'backups', role: 'recovery-machine' });
    return machine;
  }

  private configuration({ databases, checks }: RecoveryProps): RecoveryConfiguration {
    return {
      databases: Object.fromEntries(
        databases.map(({ database, recoveryTime, recoveryPoint }) => [
          database.identifier,
          { recoveryTime, recoveryPoint },
        ]),
      ),
      checks,
      report: { bucket: this.reports.bucket.bucketName, signedWith: this.reports.signer.keyArn },
    };
  }

  private machineRole(name: string, environment: string): string {
    const validators = `arn:${partitionInFindings(Stack.of(this).region)}:lambda:${regionInFindings(this)}:${accountInFindings(this)}:function:${environment}-*${VALIDATOR}`;
    const unnamed =
      'Delivery of logs and traces has no resource to name (Step Functions developer guide, cw-logs and xray-iam).';
    return serviceRole(this, 'MachineRole', {
      service: 'states.amazonaws.com',
      description: `Lets ${name} call the steps of a restore, log and trace`,
      statements: [
        { actions: ['lambda:InvokeFunction'], resources: this.functions.callable },
        { actions: LOG_DELIVERY, resources: ['*'] },
      ],
      findings: {
        [`AwsSolutions-IAM5[Resource::${validators}]`]:
          'Each database has its own validation, in its own stack.',
        'AwsSolutions-IAM5[Resource::*]': unnamed,
        CKV_AWS_111: unnamed,
        CKV_AWS_107: unnamed,
      },
    });
  }

  private addQueue(): sqs.Queue {
    const queue = new sqs.Queue(this, 'Undelivered', {
      encryptionMasterKey: this.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(queue, { 'AwsSolutions-SQS3': IS_LAST, 'Serverless-SQSRedrivePolicy': IS_LAST });
    return queue;
  }

  private addSchedules({ databases }: RecoveryProps): void {
    const roleArn = serviceRole(this, 'ScheduleRole', {
      service: 'scheduler.amazonaws.com',
      description: 'Lets schedules start drills and the sweep',
      statements: [
        { actions: ['states:StartExecution'], resources: [this.machine.attrArn] },
        { actions: ['lambda:InvokeFunction'], resources: [this.functions.sweep.fn.functionArn] },
        { actions: ['sqs:SendMessage'], resources: [this.undelivered.queueArn] },
        { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] },
      ],
    });
    for (const each of databases) this.addDrill(each, roleArn);
    const sweep = this.addSchedule('Sweep', 'rate(1 hour)', roleArn, {
      arn: this.functions.sweep.fn.functionArn,
    });
    mark(sweep, { promise: 'backups', role: 'sweep-schedule' });
  }

  private addDrill({ database, schedule, marks }: DrilledDatabase, roleArn: string): void {
    const { identifier } = database;
    const made = this.addSchedule(`Drill-${identifier}`, schedule, roleArn, {
      arn: this.machine.attrArn,
      // A second delivery names the same run and joins it (fact 23).
      input: JSON.stringify({
        database: identifier,
        mode: 'drill',
        run: `${identifier}-<aws.scheduler.scheduled-time>`,
      }),
    });
    mark(made, { ...marks, promise: 'backups', role: 'drill-schedule' });
  }

  private addSchedule(
    id: string,
    scheduleExpression: string,
    roleArn: string,
    target: { readonly arn: string; readonly input?: string },
  ): scheduler.CfnSchedule {
    const schedule = new scheduler.CfnSchedule(this, id, {
      scheduleExpression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      state: 'ENABLED',
      kmsKeyArn: this.key.keyArn,
      target: {
        ...target,
        roleArn,
        deadLetterConfig: { arn: this.undelivered.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 5 },
      },
    });
    return schedule;
  }
}

const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];
