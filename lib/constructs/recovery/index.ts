import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { RecoveryConfiguration } from '../../promises/recovery/begin.ts';
import { machineName } from '../../promises/recovery/names.ts';
import { Database } from '../databases/index.ts';
import { ownKey } from '../encryption.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { RdsEndpoint } from './endpoint.ts';
import { RecoveryFunctions } from './functions.ts';
import { RestoreMachine } from './machine.ts';
import { Marker } from './marker.ts';
import { DrillReports } from './reports.ts';
import { isCluster, type RestorableDatabase } from './restorable.ts';
import { RestoreSchedules } from './schedules.ts';
import { DrillValidator } from './validator.ts';

export interface RecoveryProps {
  readonly environment: string;
  /** Which of the two regions it is in; it restores from the backups of its own. */
  readonly place: RecoveryConfiguration['place'];
  readonly databases: readonly RestorableDatabase[];
  /** Whose promises a run is measured against, for its report. */
  readonly about: NonNullable<RecoveryConfiguration['about']>;
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

/** The restore state machine of an environment in one region, what it calls, and a schedule of promised drills. */
export class Recovery extends Construct {
  readonly machine: RestoreMachine;
  readonly reports: DrillReports;
  readonly functions: RecoveryFunctions;
  readonly schedules: RestoreSchedules;
  readonly key: kms.Key;

  constructor(scope: Construct, id: string, props: RecoveryProps) {
    super(scope, id);
    const keep = props.keep ?? true;
    const { environment, databases } = props;
    const name = machineName(environment);
    this.key = ownKey(this, 'Key', {
      description: `Logs, settings and reports of ${name}`,
      keep,
      logGroups: `/*/${name}*`,
    });
    const { key } = this;
    this.reports = new DrillReports(this, 'Reports', { key, keep });
    this.functions = new RecoveryFunctions(this, 'Steps', {
      ...props,
      keyArns: databases.map(({ database }) => database.key.keyArn),
      ...{ key, reports: this.reports, keep },
      clusters: databases.some(isCluster),
    });
    this.reachDatabases(props);
    this.machine = new RestoreMachine(this, 'Restore', {
      ...{ environment, key, keep, functions: this.functions },
      configuration: this.configuration(props),
    });
    const sweepArn = this.functions.sweep.fn.functionArn;
    this.schedules = new RestoreSchedules(this, 'Schedules', {
      ...{ databases, key, sweepArn },
      machineArn: this.machine.arn,
    });
  }

  /**
   * `validate` asks RDS where the restored database is, from inside a network that has no way out: through an
   * endpoint, and with nothing but its own rights.
   */
  private reachDatabases(props: RecoveryProps): void {
    const { environment, vpc, endpointSecurityGroup: securityGroup, databases, code, keep } = props;
    new RdsEndpoint(this, 'Rds', { environment, vpc, securityGroup });
    for (const each of databases) {
      const { database, marks } = each;
      const stack = Stack.of(database);
      const { key } = new DrillValidator(stack, `Validator-${database.identifier}`, {
        ...{ database, cluster: isCluster(each), vpc, code, marks, keep },
      });
      // Where nothing runs yet there is nothing to mark.
      if (database instanceof Database) {
        new Marker(stack, `Marker-${database.identifier}`, {
          ...{ database, vpc, key, code, marks, keep: keep ?? true },
        });
      }
    }
  }

  private configuration({ place, about, databases, checks }: RecoveryProps): RecoveryConfiguration {
    return {
      ...{ place, about, checks },
      databases: Object.fromEntries(
        databases.map(({ database, recoveryTime, recoveryPoint, settings, pointer }) => [
          database.identifier,
          { recoveryTime, recoveryPoint, settings, pointer },
        ]),
      ),
      report: { bucket: this.reports.bucket.bucketName, signedWith: this.reports.signer.keyArn },
    };
  }
}
