import type { App } from 'aws-cdk-lib/core';
import type { LambdaCode } from '../constructs/lambda-code.ts';
import type { Agreement } from '../promises/agreement.ts';
import { isKeptAway } from '../promises/backups/rules.ts';
import { poolsOf, sharedPools } from '../promises/databases/pools.ts';
import type { Environment } from '../promises/environment.ts';
import { DataStack } from './data-stack.ts';
import { addFailoverStack } from './failover-stack.ts';
import { movingFronts } from './front.ts';
import { HealthStack, probedServices } from './health-stack.ts';
import { isClosed, MeasurementStack } from './measurement-stack.ts';
import { MonitoringStack } from './monitoring-stack.ts';
import { NetworkStack } from './network-stack.ts';
import { stackName } from './place.ts';
import { RecoveryDataStack } from './recovery-data-stack.ts';
import { RecoveryRestoreStack, restorablePools } from './recovery-restore-stack.ts';
import { RecoveryServiceStack } from './recovery-service-stack.ts';
import { addRestoreStack } from './restore-stack.ts';
import { ServiceStack } from './service-stack.ts';
import { addStatusStack } from './status-stack.ts';
import { addTenantService } from './tenant-service.ts';
import { TenantStack } from './tenant-stack.ts';

/** Compiles an agreement, in one environment, into the stacks that keep it. */
export function compile(app: App, agreement: Agreement, environment: Environment, code: LambdaCode): void {
  const named = (part: string) => stackName(environment, part);
  const common = { agreement, environment };

  // CloudFormation refuses a stack without resources, so one that has nothing to keep is not made.
  const recovery = copiesAway(common)
    ? new RecoveryDataStack(app, named('recovery-data'), common)
    : undefined;
  const network = new NetworkStack(app, named('network'), { environment, place: 'primary' });
  const data = sharesData(common)
    ? new DataStack(app, named('data'), { ...common, network, recovery })
    : undefined;
  const pools = data?.pools ?? new Map();
  const service = new ServiceStack(app, named('service'), {
    ...common,
    vpc: network.vpc,
    pools,
    code,
  });
  new MonitoringStack(app, named('monitoring'), common);
  if (isClosed(agreement, environment)) {
    new MeasurementStack(app, named('measurement'), { ...common, code });
  }

  const [health] = probedServices(agreement, environment).map((services, at) => {
    const part = at === 0 ? undefined : `tenants-${at}`;
    return new HealthStack(app, named(part ? `health-${part}` : 'health'), { ...common, services, part });
  });
  addStatusStack(app, { ...common, code, health });

  const moves = movingFronts(agreement, environment).length > 0;
  const restores = restorablePools(agreement, environment).length > 0;
  if (moves || restores) {
    const away = new NetworkStack(app, named('recovery-network'), { environment, place: 'recovery' });
    const restore =
      recovery && restores
        ? new RecoveryRestoreStack(app, named('recovery-restore'), {
            ...{ ...common, network: away, copies: recovery, code },
          })
        : undefined;
    const failover = restore && addFailoverStack(app, { ...common, restore, code });
    // The records of the primary region follow an alarm of this stack, and its services ask its table.
    if (failover) service.addStackDependency(failover);
    if (moves) {
      const sites = restore?.sites ?? new Map();
      new RecoveryServiceStack(app, named('recovery-service'), { ...common, vpc: away.vpc, sites, code });
    }
  }

  for (const tenant of environment.tenants.filter(({ placement }) => placement === 'dedicated')) {
    const stack = new TenantStack(app, named(`tenant-${tenant.name}`), {
      ...common,
      tenant,
      network,
      recovery,
    });
    addTenantService(stack, agreement, environment, code);
    stack.addStackDependency(service); // The account's setting for API logs is there.
  }
  addRestoreStack(app, named('restore'), { ...common, network, pools, code });
}

interface Kept {
  readonly agreement: Agreement;
  readonly environment: Environment;
}

function copiesAway({ agreement, environment }: Kept): boolean {
  return poolsOf(agreement, environment).some(pool => isKeptAway(pool.terms));
}

/** Shared databases, or backups whose vaults are watched and reported for the whole account. */
function sharesData({ agreement, environment }: Kept): boolean {
  const backedUp = poolsOf(agreement, environment).some(pool => pool.terms.backups);
  return backedUp || sharedPools(agreement, environment).length > 0;
}
