import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Database } from '../constructs/databases/index.ts';
import type { LambdaCode } from '../constructs/lambda-code.ts';
import { KeyOperations } from '../constructs/limits/key-operations.ts';
import { ApiAccount } from '../constructs/service/account.ts';
import type { ServiceDatabase } from '../constructs/service/functions.ts';
import type { Agreement } from '../promises/agreement.ts';
import { restoredSecretName } from '../promises/databases/place.ts';
import { sharedPools } from '../promises/databases/pools.ts';
import type { Environment } from '../promises/environment.ts';
import { allLimitPlans } from '../promises/limits/plans.ts';
import { addFront, movingFronts } from './front.ts';
import { stackProps } from './place.ts';

export interface ServiceStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly vpc: ec2.IVpc;
  /** The shared databases by plan; none when every tenant is dedicated. */
  readonly pools: ReadonlyMap<string, Database>;
  readonly code: LambdaCode;
}

/** `<environment>-service`: the service that tenants share, and what is done with keys at run time. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    const { agreement, environment, pools } = props;
    super(
      scope,
      id,
      stackProps(environment, 'primary', 'The service that tenants share, and their API keys'),
    );
    new ApiAccount(this, 'ApiAccount');
    if (pools.size > 0 || 'address' in environment.service) {
      addFront(this, { ...props, place: 'primary', databases: byDatabase(props) });
    }
    const moving = movingFronts(agreement, environment).map(tenant => tenant?.name ?? '');
    const regions = [environment.primary.region, ...(moving.length > 0 ? [environment.recovery.region] : [])];
    new KeyOperations(this, 'Keys', {
      environment: environment.environment,
      plans: allLimitPlans(agreement, environment),
      timeZone: agreement.zone,
      regions,
      everywhere: moving,
      dedicated: environment.tenants.flatMap(({ name, placement }) =>
        placement === 'dedicated' ? [name] : [],
      ),
      email: environment.alarms.email,
      code: props.code,
      keep: environment.stage === 'production',
    });
  }
}

/** Plans that share a database share a connection too. */
function byDatabase({ agreement, environment, pools }: ServiceStackProps): readonly ServiceDatabase[] {
  return sharedPools(agreement, environment).flatMap(({ name, plans }) => {
    const at = pools.get(plans[0] ?? '');
    return at ? [{ at, plans, movedTo: restoredSecretName(environment.environment, name) }] : [];
  });
}
