import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { excludeFunctionName } from '../promises/availability/measuring-names.ts';
import { statusFunctionName } from '../promises/incidents/names.ts';
import { arnOf } from './arn.ts';
import { grantTable } from './grants.ts';
import { CovenantFunction } from './lambda-function.ts';
import { schedule } from './schedule.ts';
import type { StatusGround } from './status-ground.ts';

export interface MaintenanceProps extends StatusGround {
  /** The log that announcements are added to. */
  readonly notices: dynamodb.TableV2;
  /** What was agreed on maintenance, as it is written. */
  readonly terms: unknown;
  readonly timeZone: string;
  /** Where the measurement is, which windows are handed to. @default nothing is measured */
  readonly measuredIn?: string | undefined;
}

/** Windows that are over wait no longer than this for the measurement, whose months close a day after their end. */
const EVERY = 'rate(1 hour)';

/**
 * Announces maintenance with the time at which it did (NODE-3, TIER-8, AGENT-3, AGENT-15), and hands windows that were
 * announced in time to the measurement, which judges them again by the same formula.
 */
export class Maintenance extends Construct {
  constructor(scope: Construct, id: string, props: MaintenanceProps) {
    super(scope, id);
    this.addWriter(props);
    if (props.measuredIn !== undefined) this.addHandover(props, props.measuredIn);
  }

  private addWriter({ environment, code, key, keep, notices, terms }: MaintenanceProps): void {
    const { fn } = new CovenantFunction(this, 'Write', {
      source: 'maintenance-write',
      functionName: statusFunctionName(environment, 'maintenance-write'),
      description: 'Announces maintenance, changes and cancels it',
      ...{ code, key, keep, timeout: Duration.seconds(30) },
      settings: { NOTICES: notices.tableName, TERMS: JSON.stringify(terms) },
      marks: { promise: 'maintenance', role: 'write' },
    });
    grantTable(fn, notices, key, ['Query', 'PutItem']);
  }

  private addHandover(props: MaintenanceProps, region: string): void {
    const { environment, code, key, keep, notices, failures } = props;
    const name = statusFunctionName(environment, 'maintenance-exclude');
    const exclude = excludeFunctionName(environment);
    const { fn } = new CovenantFunction(this, 'Exclude', {
      source: 'maintenance-exclude',
      functionName: name,
      description: 'Hands maintenance that was announced in time to the measurement',
      ...{ code, key, keep, timeout: Duration.minutes(2), onFailure: failures, reserved: 1 },
      settings: { NOTICES: notices.tableName, MEASUREMENT_REGION: region, EXCLUDE: exclude },
      marks: { promise: 'maintenance', role: 'exclude' },
    });
    grantTable(fn, notices, key, ['Query', 'PutItem']);
    const resources = [arnOf(this, { service: 'lambda', resource: 'function', name: exclude, region })];
    fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources }));
    schedule(this, 'Schedule', {
      name,
      description: 'Hands maintenance that is over to the measurement',
      expression: EVERY,
      timeZone: props.timeZone,
      target: { arn: fn.functionArn, action: 'lambda:InvokeFunction' },
      input: props.terms,
      ...{ key, failures },
      marks: { promise: 'maintenance', role: 'exclude-schedule' },
    });
  }
}
