import type { LambdaCode } from '../constructs/lambda-code.ts';
import type { Agreement } from '../promises/agreement.ts';
import { restoredSecretName } from '../promises/databases/place.ts';
import { dedicatedPool } from '../promises/databases/pools.ts';
import type { Environment } from '../promises/environment.ts';
import { addDatabaseAlarms, addServiceAlarms, groundOf } from './alarms.ts';
import { addFront } from './front.ts';
import type { TenantStack } from './tenant-stack.ts';

/** Gives a dedicated tenant a service and alarms of its own, in its own stack. */
export function addTenantService(
  stack: TenantStack,
  agreement: Agreement,
  environment: Environment,
  code: LambdaCode,
): void {
  const { tenant, database, vpc } = stack;
  const pool = dedicatedPool(agreement, tenant);
  const movedTo = restoredSecretName(environment.environment, pool.name);
  const databases = [{ plans: [tenant.plan], at: database, movedTo }];
  if ('reference' in environment.service) {
    addFront(stack, { agreement, environment, place: 'primary', vpc, databases, code, tenant });
  }
  const ground = groundOf(stack, environment, tenant.name);
  addServiceAlarms(stack, ground, agreement, environment, { plans: [tenant.plan], tenant: tenant.name });
  addDatabaseAlarms(stack, ground, agreement, environment, pool);
}
