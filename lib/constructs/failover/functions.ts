import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnResource, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { FailoverStepName } from '../../promises/failover/machine.ts';
import { FAILOVER_NAMESPACE, failoverMachineName, leaseTableName } from '../../promises/failover/names.ts';
import { machineName } from '../../promises/recovery/names.ts';
import { accountInFindings, acknowledge, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import { grantKey } from '../grants.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { CovenantFunction } from '../lambda-function.ts';

/** Steps that are Lambdas: all but the one that is the restore machine. */
export type LambdaStep = Exclude<FailoverStepName, 'restore'>;

export interface FailoverFunctionsProps {
  readonly environment: string;
  readonly primaryRegion: string;
  /** Where the alarms are that see services from outside, and their names. */
  readonly alarms: { readonly region: string; readonly names: readonly string[] };
  readonly reports: { readonly bucket: s3.IBucket; readonly signer: kms.IKey; readonly key: kms.IKey };
  readonly key: kms.IKey;
  /** Where looks go that failed. */
  readonly undelivered: sqs.IQueue;
  readonly code: LambdaCode;
  readonly keep: boolean;
}

const SAYS: Readonly<Record<LambdaStep | 'begin' | 'watch', string>> = {
  begin: 'Makes the first state of a failover',
  claim: 'Takes a service for one run at a time',
  decide: 'Asks witnesses outside of a region whether it is down',
  rehearse: 'Says what a failover would do',
  fence: 'Takes the right to write from a region, and waits until it has ended',
  'restore-back': 'Brings data back to the primary region',
  ready: 'Judges whether data is ready in the new region',
  shift: 'Sends traffic to the new region',
  open: 'Gives the new region the right to write',
  'roll-back': 'Undoes what a failover did before it opened the new region',
  verify: 'Sees the first write in the new region, from outside',
  report: 'Judges a failover, and signs and stores its report',
  watch: 'Looks every minute whether a region is down, and ends what died',
};

type Need = 'lease' | 'runs' | 'start' | 'alarms' | 'figures' | 'restores' | 'report';

const NEEDS: Readonly<Record<LambdaStep | 'begin' | 'watch', readonly Need[]>> = {
  begin: [],
  claim: ['lease', 'runs'],
  decide: ['lease', 'alarms'],
  rehearse: [],
  fence: ['lease'],
  'restore-back': ['restores'],
  ready: [],
  shift: ['lease', 'figures'],
  open: ['lease'],
  'roll-back': ['lease', 'figures'],
  verify: [],
  report: ['lease', 'report'],
  watch: ['lease', 'runs', 'start', 'alarms', 'figures'],
};

/** The Lambdas of a failover, each with no more rights than its step needs. None runs in a network. */
export class FailoverFunctions extends Construct {
  readonly begin: CovenantFunction;
  readonly watch: CovenantFunction;
  readonly steps: Readonly<Record<LambdaStep, string>>;
  /** What the machine may call. */
  readonly callable: readonly string[];
  private readonly props: FailoverFunctionsProps;

  constructor(scope: Construct, id: string, props: FailoverFunctionsProps) {
    super(scope, id);
    this.props = props;
    this.begin = this.add('begin');
    this.watch = this.add('watch');
    const made = (name: LambdaStep) => this.add(name).fn.functionArn;
    this.steps = {
      ...{ claim: made('claim'), decide: made('decide'), rehearse: made('rehearse'), fence: made('fence') },
      ...{ 'restore-back': made('restore-back'), ready: made('ready'), shift: made('shift') },
      ...{
        open: made('open'),
        'roll-back': made('roll-back'),
        verify: made('verify'),
        report: made('report'),
      },
    };
    this.callable = [this.begin.fn.functionArn, ...Object.values(this.steps)];
  }

  private add(name: LambdaStep | 'begin' | 'watch'): CovenantFunction {
    const { environment, code, key, keep, undelivered } = this.props;
    const made = new CovenantFunction(this, name, {
      source: `failover-${name}`,
      functionName: `${environment}-failover-${name}`,
      ...{ description: SAYS[name], code, key, keep },
      timeout: Duration.minutes(1),
      ...(name === 'watch' && { onFailure: undelivered }),
      settings: this.settings(),
      marks: { promise: 'failover', role: `failover-${name}` },
    });
    for (const need of NEEDS[name]) this.allow(made, need);
    const policy = made.fn.role?.node.tryFindChild('DefaultPolicy');
    if (policy) acknowledge(policy, { CKV_AWS_111: 'X-Ray and custom metrics have no resources to name.' });
    return made;
  }

  private settings(): Record<string, string> {
    const { environment } = this.props;
    return {
      LEASES: leaseTableName(environment),
      MACHINE: this.machine(failoverMachineName(environment)),
      RESTORE_MACHINE: this.machine(machineName(environment)),
    };
  }

  private machine(name: string, region?: string): string {
    return arnOf(this, { service: 'states', resource: 'stateMachine', name, region });
  }

  private executions(name: string, region?: string): string {
    return arnOf(this, { service: 'states', resource: 'execution', name: `${name}:*`, region });
  }

  private allow(made: CovenantFunction, need: Need): void {
    const { environment, reports, primaryRegion, alarms } = this.props;
    const own = failoverMachineName(environment);
    const restores = machineName(environment);
    switch (need) {
      case 'lease':
        grant(made, ['dynamodb:GetItem', 'dynamodb:PutItem'], [this.table()]);
        break;
      case 'runs':
        this.letDescribe(made, own);
        break;
      case 'start':
        grant(made, ['states:StartExecution'], [this.machine(own)]);
        break;
      case 'alarms':
        letSeeAlarms(made, alarms);
        break;
      case 'figures':
        letPutFigures(made);
        break;
      case 'restores':
        grant(made, ['states:StartExecution'], [this.machine(restores, primaryRegion)]);
        this.letDescribe(made, restores, primaryRegion);
        break;
      case 'report':
        letReport(made, reports);
    }
  }

  /** DynamoDB separates the table's name by a slash. */
  private table(): string {
    const resourceName = leaseTableName(this.props.environment);
    return Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName });
  }

  private letDescribe(made: CovenantFunction, machine: string, region?: string): void {
    grant(made, ['states:DescribeExecution'], [this.executions(machine, region)]);
    const at = region ?? regionInFindings(this);
    const arn = `arn:${partitionInFindings(Stack.of(this).region)}:states:${at}:${accountInFindings(this)}:execution:${machine}:*`;
    acknowledge(made, {
      [`AwsSolutions-IAM5[Resource::${arn}]`]:
        'Executions of one machine, which get their names at run time.',
    });
  }
}

function grant({ fn }: CovenantFunction, actions: string[], resources: string[]): void {
  fn.addToRolePolicy(new iam.PolicyStatement({ actions, resources }));
}

function letSeeAlarms(made: CovenantFunction, { region, names }: FailoverFunctionsProps['alarms']): void {
  if (names.length === 0) return;
  const arns = names.map(name => arnOf(made, { service: 'cloudwatch', resource: 'alarm', name, region }));
  grant(made, ['cloudwatch:DescribeAlarms'], arns);
}

/** Metrics have no ARN; the namespace is what can be named. */
function letPutFigures({ fn }: CovenantFunction): void {
  const conditions = { StringEquals: { 'cloudwatch:namespace': FAILOVER_NAMESPACE } };
  const actions = ['cloudwatch:PutMetricData'];
  fn.addToRolePolicy(new iam.PolicyStatement({ actions, resources: ['*'], conditions }));
}

function letReport(made: CovenantFunction, { bucket, signer, key }: FailoverFunctionsProps['reports']): void {
  grant(made, ['s3:PutObject'], [bucket.arnForObjects('failovers/*')]);
  grant(made, ['kms:Sign'], [signer.keyArn]);
  grantKey(made.fn, key);
  const reason = 'A report is named after its run; only the folder of reports can be named before.';
  acknowledge(made, { [`AwsSolutions-IAM5[Resource::${inFindings(made, bucket)}/failovers/*]`]: reason });
}

/** A bucket's ARN as findings spell it: by the name of its export, where it is in another stack. */
function inFindings(made: CovenantFunction, bucket: s3.IBucket): string {
  const home = Stack.of(bucket);
  if (home !== Stack.of(made)) return home.resolve(home.exportValue(bucket.bucketArn))['Fn::ImportValue'];
  const resource = bucket.node.defaultChild;
  return CfnResource.isCfnResource(resource) ? `<${home.resolve(resource.logicalId)}.Arn>` : '';
}
