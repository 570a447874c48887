import type * as kms from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { LambdaCode } from '../constructs/lambda-code.ts';
import { NoticeTopic } from '../constructs/monitoring/topic.ts';
import { Recovery } from '../constructs/recovery/index.ts';
import { MachineAlarms } from '../constructs/recovery/machine-alarms.ts';
import { RestoreSite } from '../constructs/recovery/site.ts';
import type { Agreement } from '../promises/agreement.ts';
import { isKeptAway, pointInTimeDays } from '../promises/backups/rules.ts';
import { capacityOf } from '../promises/capacity/rules.ts';
import { namesOf } from '../promises/databases/names.ts';
import { marksOf, type Pool, poolsOf } from '../promises/databases/pools.ts';
import { chooseTopology } from '../promises/databases/rules.ts';
import type { Environment } from '../promises/environment.ts';
import { deployedChecks } from '../promises/recovery/deployed-checks.ts';
import { recoveryTopicName } from '../promises/recovery/names.ts';
import type { NetworkStack } from './network-stack.ts';
import { stackName, stackProps } from './place.ts';
import type { RecoveryDataStack } from './recovery-data-stack.ts';
import { aboutOf, isRestorable, restorableOf } from './restorable.ts';

export interface RecoveryRestoreStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  /** Of the recovery region. */
  readonly network: NetworkStack;
  /** Has the keys of the copies. */
  readonly copies: RecoveryDataStack;
  readonly code: LambdaCode;
}

/**
 * `<environment>-recovery-restore`: the restore machine in the recovery region, under the same name as in the primary
 * one. It knows nothing of the primary region: what it restores with is written in its own templates.
 */
export class RecoveryRestoreStack extends Stack {
  /** Where each pool's database will be, by the pool's name. */
  readonly sites: ReadonlyMap<string, RestoreSite>;
  readonly recovery: Recovery;

  constructor(scope: Construct, id: string, props: RecoveryRestoreStackProps) {
    const { agreement, environment, network } = props;
    super(scope, id, stackProps(environment, 'recovery', 'Restores from copies, away from the lost region'));
    const pools = restorablePools(agreement, environment);
    this.sites = new Map(pools.map(pool => [pool.name, this.addSite(pool, props)]));
    const keep = environment.stage === 'production';
    this.recovery = new Recovery(this, 'Recovery', {
      ...{ environment: environment.environment, place: 'recovery-region', code: props.code, keep },
      about: aboutOf(agreement, environment),
      databases: pools.flatMap(pool => this.restorable(pool, environment)),
      checks: deployedChecks(environment),
      vpc: network.vpc,
      endpointSecurityGroup: network.network.endpointSecurityGroup,
      monitoringRoleArn: network.monitoringRole.roleArn,
    });
    this.addAlarms(this.recovery, environment, keep);
  }

  private restorable(pool: Pool, environment: Environment) {
    const site = this.sites.get(pool.name);
    return site ? [{ ...restorableOf(pool, environment, site), settings: site.settings }] : [];
  }

  private addSite(pool: Pool, { environment, network, copies }: RecoveryRestoreStackProps): RestoreSite {
    const { topology } = chooseTopology(pool.terms, environment);
    return new RestoreSite(this, `Site-${pool.name}`, {
      identifier: namesOf(environment.environment, pool).database,
      topology,
      capacity: capacityOf(pool, topology, environment),
      vpc: network.vpc,
      subnetGroupName: network.network.databaseSubnetGroup.ref,
      monitoringRoleArn: network.monitoringRole.roleArn,
      key: keyOf(copies, pool),
      pointInTimeDays: pointInTimeDays(pool.terms),
      protect: environment.stage === 'production',
      marks: marksOf(pool),
    });
  }

  private addAlarms(recovery: Recovery, environment: Environment, keep: boolean): void {
    const topic = new NoticeTopic(this, 'Alarms', {
      topicName: recoveryTopicName(environment.environment),
      description: 'Restores in the recovery region',
      email: environment.alarms.email,
      publishers: ['cloudwatch.amazonaws.com'],
      keep,
      marks: { promise: 'backups', role: 'recovery-topic' },
    });
    const ground = {
      name: stackName(environment, 'recovery'),
      topicArn: topic.topicArn,
      runbooks: environment.alarms.runbooks,
    };
    new MachineAlarms(this, 'Machine', { ground, recovery, queues: [] });
  }
}

/** The pools of which something is kept in the recovery region, and that can be restored there. */
export function restorablePools(agreement: Agreement, environment: Environment): readonly Pool[] {
  return poolsOf(agreement, environment).filter(
    pool => isKeptAway(pool.terms) && isRestorable(pool, environment),
  );
}

function keyOf({ keys }: RecoveryDataStack, pool: Pool): kms.IKey {
  const key = keys.get(pool.name);
  if (!key) throw new Error(`nothing of ${pool.name} is kept in the recovery region`);
  return key;
}
