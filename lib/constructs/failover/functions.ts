import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { failoverMachineName, leaseTableName } from '../../promises/failover/names.ts';
import { machineName } from '../../promises/recovery/names.ts';
import { accountInFindings, acknowledge, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import { CovenantFunction } from '../lambda-function.ts';
import { grant, letPutFigures, letReport, letSeeAlarms } from './function-grants.ts';
import type { FailoverFunctionsProps } from './function-props.ts';
import { type LambdaStep, NEEDS, type Need, SAYS } from './steps.ts';

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
