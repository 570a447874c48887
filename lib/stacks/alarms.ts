import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Stack } from 'aws-cdk-lib/core';
import type { AlarmGround } from '../constructs/monitoring/alarm.ts';
import { DatabaseAlarms } from '../constructs/monitoring/database-alarms.ts';
import { ServiceAlarms } from '../constructs/monitoring/service-alarms.ts';
import { serviceName } from '../promises/access/names.ts';
import type { Agreement } from '../promises/agreement.ts';
import { probesOf } from '../promises/availability/probes.ts';
import { capacityOf } from '../promises/capacity/rules.ts';
import { namesOf } from '../promises/databases/names.ts';
import { marksOf, type Pool } from '../promises/databases/pools.ts';
import { chooseTopology } from '../promises/databases/rules.ts';
import type { Environment } from '../promises/environment.ts';
import { errorBudget, levelOf } from '../promises/monitoring/rules.ts';

/** The topic that alarms of an environment tell, the same name in each region. */
export function alarmTopicName(environment: string): string {
  return `${environment}-alarms`;
}

/** Where alarms of a stack go: by name, so that no stack waits for another. */
export function groundOf(stack: Stack, environment: Environment, tenant?: string): AlarmGround {
  const { alarms, environment: name } = environment;
  return {
    name: tenant ? `${name}-${tenant}` : name,
    topicArn: stack.formatArn({ service: 'sns', resource: alarmTopicName(name) }),
    runbooks: alarms.runbooks,
  };
}

/** Alarms on one service, shared or dedicated, as its plans were promised. */
export function addServiceAlarms(
  stack: Stack,
  ground: AlarmGround,
  agreement: Agreement,
  environment: Environment,
  service: { readonly plans: readonly string[]; readonly tenant?: string | undefined },
): readonly cloudwatch.CfnAlarm[] {
  const level = levelOf(agreement, service.plans);
  if (!level) return [];
  const reference = 'reference' in environment.service ? ['health', 'records'] : [];
  return new ServiceAlarms(stack, 'Service', {
    ground,
    level,
    service: serviceName(environment.environment, service.tenant),
    functions: [...reference, 'limits-authorize'],
    probes: probesOf(agreement),
    errorBudget: errorBudget(agreement, service.plans),
    customers: service.tenant ? `the tenant ${service.tenant}` : 'every tenant of the shared service',
    tenant: service.tenant,
  }).alarms;
}

/** Alarms on one database, where enhanced monitoring was promised to anyone on it. */
export function addDatabaseAlarms(
  stack: Stack,
  ground: AlarmGround,
  agreement: Agreement,
  environment: Environment,
  pool: Pool,
): readonly cloudwatch.CfnAlarm[] {
  if (levelOf(agreement, pool.plans) !== 'enhanced') return [];
  const { topology } = chooseTopology(pool.terms, environment);
  const { instanceClass, storageGiB } = capacityOf(pool, topology, environment);
  return new DatabaseAlarms(stack, `Database-${pool.name}`, {
    ground,
    topology,
    identifier: namesOf(environment.environment, pool).database,
    memoryGiB: instanceClass.memoryGiB,
    storageGiB,
    customers: pool.tenant ? `the tenant ${pool.tenant}` : `every tenant on ${pool.plans.join(', ')}`,
    marks: marksOf(pool),
  }).alarms;
}
