import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { LambdaCode } from '../constructs/lambda-code.ts';
import type { RestoreSite } from '../constructs/recovery/site.ts';
import { ApiAccount } from '../constructs/service/account.ts';
import type { Agreement } from '../promises/agreement.ts';
import { restoredSecretName } from '../promises/databases/place.ts';
import { dedicatedPool, type Pool, sharedPools } from '../promises/databases/pools.ts';
import type { Environment } from '../promises/environment.ts';
import { addFront, movingFronts } from './front.ts';
import { stackProps } from './place.ts';

export interface RecoveryServiceStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly vpc: ec2.IVpc;
  /** Where each pool's database will be, by the pool's name; a service may call those of its own pools. */
  readonly sites: ReadonlyMap<string, RestoreSite>;
  readonly code: LambdaCode;
}

/**
 * `<environment>-recovery-service`: the service in the recovery region, ready to take over. It runs before it is
 * needed, so that a recovery makes nothing new; its databases are the ones that a restore names in a secret, and until
 * then it answers 503.
 */
export class RecoveryServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: RecoveryServiceStackProps) {
    const { agreement, environment } = props;
    super(
      scope,
      id,
      stackProps(environment, 'recovery', 'The service, prepared to take over from the other region'),
    );
    new ApiAccount(this, 'ApiAccount');
    for (const tenant of movingFronts(agreement, environment)) {
      const pools = tenant ? [dedicatedPool(agreement, tenant)] : sharedPools(agreement, environment);
      const databases = pools.map(pool => restoredOf(environment, pool, props.sites.get(pool.name)));
      addFront(this, { ...props, place: 'recovery', databases, tenant });
    }
  }
}

function restoredOf(environment: Environment, { name, plans }: Pool, site: RestoreSite | undefined) {
  return { plans, at: { restored: restoredSecretName(environment.environment, name), site } };
}
