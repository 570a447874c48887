import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { FailoverConfiguration } from '../../promises/failover/begin.ts';
import { failoverMachineName } from '../../promises/failover/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { ownKey } from '../encryption.ts';
import type { LambdaCode } from '../lambda-code.ts';
import type { AlarmGround } from '../monitoring/alarm.ts';
import { schedule } from '../schedule.ts';
import { divertedAlarm, failoverAlarms, failoverMachineAlarms } from './alarms.ts';
import type { FailoverFunctionsProps } from './function-props.ts';
import { FailoverFunctions } from './functions.ts';
import { leaseTable } from './leases.ts';
import { failoverMachine } from './machine.ts';

export interface RegionFailoverProps {
  readonly configuration: FailoverConfiguration;
  /** The dedicated tenant of each service; undefined for the shared one. */
  readonly tenants: ReadonlyMap<string, string | undefined>;
  /** A third region, which only votes on who may write. */
  readonly witness: string;
  readonly ground: AlarmGround;
  /** Where reports go; in the recovery region, like everything here. */
  readonly reports: FailoverFunctionsProps['reports'];
  readonly code: LambdaCode;
  /** @default true */
  readonly keep?: boolean;
}

const IS_LAST = 'It is itself where looks go that failed.';

/** Everything that fails an environment's services over; it lives in the recovery region and needs no other. */
export class RegionFailover extends Construct {
  constructor(scope: Construct, id: string, props: RegionFailoverProps) {
    super(scope, id);
    const keep = props.keep ?? true;
    const { configuration, ground, reports, code } = props;
    const { environment, regions, services } = configuration;
    leaseTable(this, 'Leases', {
      ...{ environment, regions: [regions.primary, regions.recovery], witness: props.witness, keep },
    });
    const name = failoverMachineName(environment);
    const key = ownKey(this, 'Key', {
      description: `Logs and settings of ${name}`,
      keep,
      logGroups: `/*/${name}*`,
    });
    const undelivered = new sqs.Queue(this, 'Undelivered', {
      ...{ encryptionMasterKey: key, enforceSSL: true, retentionPeriod: Duration.days(14) },
    });
    acknowledge(undelivered, { 'AwsSolutions-SQS3': IS_LAST, 'Serverless-SQSRedrivePolicy': IS_LAST });
    const functions = new FailoverFunctions(this, 'Steps', {
      ...{ environment, primaryRegion: regions.primary, reports, key, undelivered, code, keep },
      alarms: { region: regions.alarms, names: Object.values(services).flatMap(({ alarms }) => alarms) },
    });
    const machine = failoverMachine(this, 'Machine', { functions, configuration, key, keep });
    schedule(this, 'Watch', {
      ...{
        name: `${name}-watch`,
        description: 'Looks whether a region is down',
        expression: 'rate(1 minute)',
      },
      ...{ timeZone: 'UTC', key, failures: undelivered, input: configuration },
      target: { arn: functions.watch.fn.functionArn, action: 'lambda:InvokeFunction' },
      marks: { promise: 'failover', role: 'watch-schedule' },
    });
    for (const [service, { automatic }] of Object.entries(services)) {
      const alarmed = { environment, ground, service, tenant: props.tenants.get(service), automatic };
      divertedAlarm(this, `Diverted-${service}`, alarmed);
      failoverAlarms(this, alarmed);
    }
    failoverMachineAlarms(this, ground, machine.attrArn);
  }
}
