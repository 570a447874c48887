import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Fn } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { pointInTimeAwayDays, pointInTimeDays } from '../../promises/backups/rules.ts';
import { capacityOf } from '../../promises/capacity/rules.ts';
import { namesOf, recoveryKeyOutput, recoveryStackName } from '../../promises/databases/names.ts';
import { marksOf, type Pool } from '../../promises/databases/pools.ts';
import { chooseTopology } from '../../promises/databases/rules.ts';
import type { Environment } from '../../promises/environment.ts';
import { Database, type PointInTimeAway } from './index.ts';

/** What databases of one environment share: the ground they stand on, no data. */
export interface DatabaseGround {
  readonly vpc: ec2.IVpc;
  readonly subnetGroupName: string;
  readonly monitoringRole: iam.IRole;
}

/** The database of a pool, every value from what the pool was promised. */
export function databaseFor(
  scope: Construct,
  id: string,
  pool: Pool,
  environment: Environment,
  ground: DatabaseGround,
): Database {
  const { topology } = chooseTopology(pool.terms, environment);
  return new Database(scope, id, {
    ...ground,
    identifier: namesOf(environment.environment, pool).database,
    topology,
    capacity: capacityOf(pool, topology, environment),
    pointInTimeDays: pointInTimeDays(pool.terms),
    pointInTimeAway: pointInTimeAway(pool, environment),
    protect: environment.stage === 'production',
    marks: marksOf(pool),
  });
}

/**
 * RDS wants the ARN of a key in the destination. `Fn::GetStackOutput` reads it from the recovery region's stack at
 * deployment, without a custom resource.
 */
function pointInTimeAway(pool: Pool, environment: Environment): PointInTimeAway | undefined {
  const days = pointInTimeAwayDays(pool.terms);
  if (days === undefined) return undefined;
  const { region } = environment.recovery;
  const stack = recoveryStackName(environment.environment);
  return { region, days, keyArn: Fn.getStackOutput(stack, recoveryKeyOutput(pool), region) };
}
