import { type App, Stack } from 'aws-cdk-lib/core';
import { RegionFailover } from '../constructs/failover/index.ts';
import type { LambdaCode } from '../constructs/lambda-code.ts';
import { serviceName, serviceNames } from '../promises/access/names.ts';
import type { Agreement } from '../promises/agreement.ts';
import { probesOf } from '../promises/availability/probes.ts';
import { HEALTH_REGION } from '../promises/availability/region.ts';
import { namesOf } from '../promises/databases/names.ts';
import type { Environment, Tenant } from '../promises/environment.ts';
import type { FailoverConfiguration, FailoverService } from '../promises/failover/begin.ts';
import { healthAlarmName } from '../promises/failover/names.ts';
import { witnessFor } from '../promises/failover/regions.ts';
import { recoveryTopicName } from '../promises/recovery/names.ts';
import { failsOver, HEALTH_PATH, poolsBehind, termsOfCallers } from './failing-over.ts';
import { movingFronts } from './front.ts';
import { stackName, stackProps } from './place.ts';
import type { RecoveryRestoreStack } from './recovery-restore-stack.ts';

export interface FailoverStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  /** Restores in the recovery region: the machine, its reports and its topic. */
  readonly restore: RecoveryRestoreStack;
  readonly code: LambdaCode;
}

/** Adds `<environment>-failover` where a failover to the other region is promised of anything that can be restored there. */
export function addFailoverStack(app: App, props: FailoverStackProps): FailoverStack | undefined {
  const { agreement, environment } = props;
  const fronts = movingFronts(agreement, environment).filter(tenant =>
    failsOver(agreement, environment, tenant),
  );
  return fronts.length > 0
    ? new FailoverStack(app, stackName(environment, 'failover'), props, fronts)
    : undefined;
}

/** `<environment>-failover` in the recovery region: who may write, and the machine that moves it from region to region. */
export class FailoverStack extends Stack {
  constructor(app: App, id: string, props: FailoverStackProps, fronts: readonly (Tenant | undefined)[]) {
    const { agreement, environment, restore, code } = props;
    super(app, id, stackProps(environment, 'recovery', 'Fails services over from the other region'));
    const { primary, recovery, alarms } = environment;
    const nameOf = (tenant: Tenant | undefined) => serviceName(environment.environment, tenant?.name);
    const { bucket, signer } = restore.recovery.reports;
    const configuration: FailoverConfiguration = {
      environment: environment.environment,
      regions: { primary: primary.region, recovery: recovery.region, alarms: HEALTH_REGION },
      services: Object.fromEntries(
        fronts.map(tenant => [nameOf(tenant), serviceOf(agreement, environment, tenant)]),
      ),
      report: { bucket: bucket.bucketName, signedWith: signer.keyArn },
    };
    new RegionFailover(this, 'Failover', {
      configuration,
      tenants: new Map(fronts.map(tenant => [nameOf(tenant), tenant?.name])),
      witness: witnessFor(primary.region, recovery.region),
      ground: {
        name: environment.environment,
        topicArn: this.formatArn({ service: 'sns', resource: recoveryTopicName(environment.environment) }),
        runbooks: alarms.runbooks,
      },
      reports: { bucket, signer, key: restore.recovery.key },
      ...{ code, keep: environment.stage === 'production' },
    });
    this.addStackDependency(restore);
  }
}

function serviceOf(
  agreement: Agreement,
  environment: Environment,
  tenant: Tenant | undefined,
): FailoverService {
  const { primary, recovery } = environment;
  const names = (region: string) => serviceNames(environment, region, tenant?.name);
  const [home, away] = [names(primary.region), names(recovery.region)];
  const pools = poolsBehind(agreement, environment, tenant);
  const probes = probesOf(agreement);
  return {
    customer: home.customer,
    regional: { primary: home.regional, recovery: away.regional },
    entry: { primary: home.entry, recovery: away.entry },
    path: probes[0]?.path ?? HEALTH_PATH,
    alarms: probes.map(probe => healthAlarmName(environment.environment, probe.component, tenant?.name)),
    databases: pools.map(pool => namesOf(environment.environment, pool).database),
    automatic: termsOfCallers(agreement, environment, tenant).every(
      terms => terms.failover?.automatic !== false,
    ),
    recoveryTime: recoveryTimeOf(pools.map(pool => pool.terms.backups?.tested?.['recovery-time'].seconds)),
  };
}

/** The longest that any of the databases may take; null where one has no promise. */
function recoveryTimeOf(times: readonly (number | undefined)[]): number | null {
  const promised = times.flatMap(time => time ?? []);
  return promised.length === times.length ? Math.max(...promised) : null;
}
