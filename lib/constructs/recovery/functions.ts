import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { STEPS, type StepName } from '../../promises/recovery/machine.ts';
import { acknowledge } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import { grantKey } from '../grants.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { CovenantFunction } from '../lambda-function.ts';
import { permissionsOf, type RecoveryGround, wildcardReasons } from './permissions.ts';
import { acceptReportNames, type DrillReports } from './reports.ts';
import { VALIDATOR } from './validator.ts';

export interface RecoveryFunctionsProps extends RecoveryGround {
  readonly code: LambdaCode;
  readonly key: kms.IKey;
  readonly reports: DrillReports;
  /** Whether any of the databases is a Multi-AZ cluster. */
  readonly clusters: boolean;
  readonly keep: boolean;
}

const SAYS: Readonly<Record<StepName, string>> = {
  'choose-point': 'Chooses the moment to restore to',
  restore: 'Begins a restore',
  wait: 'Looks whether a restored database is ready',
  validate: 'Looks into a restored database',
  'take-over': 'Gives a restored database the place of the one that was lost',
  teardown: 'Removes what a run restored',
  measure: 'Judges a run, and signs and stores its report',
};

/**
 * The Lambdas of a restore that all databases share. None runs in the network: RDS and KMS are called from outside
 * of it, where nothing but IAM stands between. `validate`, which alone connects, is each database's own.
 */
export class RecoveryFunctions extends Construct {
  readonly begin: CovenantFunction;
  readonly sweep: CovenantFunction;
  readonly steps: Readonly<Record<StepName, string>>;
  private readonly props: RecoveryFunctionsProps;

  constructor(scope: Construct, id: string, props: RecoveryFunctionsProps) {
    super(scope, id);
    this.props = props;
    this.begin = this.add('begin', 'Makes the first state of a restore');
    this.sweep = this.allowed('sweep', this.add('sweep', 'Removes what runs left behind that died'));
    const shared = STEPS.map(({ name }) => name).filter(name => name !== 'validate');
    const made = new Map<StepName, CovenantFunction>(shared.map(name => [name, this.addStep(name)]));
    const arn = (name: StepName) => found(made, name).fn.functionArn;
    this.steps = {
      'choose-point': arn('choose-point'),
      restore: arn('restore'),
      wait: arn('wait'),
      validate: `{% '${this.validators('')}' & $states.input.request.source & '${VALIDATOR}' %}`,
      'take-over': arn('take-over'),
      teardown: arn('teardown'),
      measure: arn('measure'),
    };
    this.letReport(found(made, 'measure'));
  }

  /** The validations by name: each is in the stack of its database. */
  validators(name: string): string {
    return arnOf(this, { service: 'lambda', resource: 'function', name });
  }

  /** What the machine may call. */
  get callable(): readonly string[] {
    const { validate: _, ...shared } = this.steps;
    const own = this.validators(`${this.props.environment}-*${VALIDATOR}`);
    return [this.begin.fn.functionArn, ...Object.values(shared), own];
  }

  private addStep(name: StepName): CovenantFunction {
    return this.allowed(name, this.add(name, SAYS[name]));
  }

  private add(name: StepName | 'begin' | 'sweep', description: string): CovenantFunction {
    const { environment, code, key, keep, clusters } = this.props;
    return new CovenantFunction(this, name, {
      source: `recovery-${name}`,
      functionName: `${environment}-recovery-${name}`,
      ...{ description, code, key, keep },
      timeout: Duration.minutes(1),
      settings: { CLUSTERS: String(clusters) },
      marks: { promise: 'backups', role: `recovery-${name}` },
    });
  }

  private allowed(name: StepName | 'sweep', made: CovenantFunction): CovenantFunction {
    for (const statement of permissionsOf(this, name, this.props)) made.fn.addToRolePolicy(statement);
    acknowledge(made, wildcardReasons(this, this.props));
    const policy = made.fn.role?.node.tryFindChild('DefaultPolicy');
    if (policy) acknowledge(policy, { CKV_AWS_111: NAMED_BY_RUN });
    return made;
  }

  private letReport(made: CovenantFunction): void {
    const { fn } = made;
    const { reports, key } = this.props;
    const write = { actions: ['s3:PutObject'], resourceArns: [reports.bucket.arnForObjects('drills/*')] };
    iam.Grant.addToPrincipal({ grantee: fn, ...write });
    iam.Grant.addToPrincipal({ grantee: fn, actions: ['kms:Sign'], resourceArns: [reports.signer.keyArn] });
    grantKey(fn, key);
    acceptReportNames(made, reports.bucket);
  }
}

const NAMED_BY_RUN =
  'X-Ray has no resources to name. Every write names databases of this environment, and what is changed or removed must carry the tag of a run.';

function found(made: ReadonlyMap<StepName, CovenantFunction>, name: StepName): CovenantFunction {
  const one = made.get(name);
  if (!one) throw new Error(`the machine has no step ${name}`);
  return one;
}
