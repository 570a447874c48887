import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Stack } from 'aws-cdk-lib/core';
import { CovenantError } from '../agreement/errors.ts';
import { FailoverRecord } from '../constructs/failover.ts';
import type { LambdaCode } from '../constructs/lambda-code.ts';
import type { ServiceDatabase } from '../constructs/service/functions.ts';
import { ServiceFront } from '../constructs/service/index.ts';
import { serviceName, serviceNames } from '../promises/access/names.ts';
import type { Agreement } from '../promises/agreement.ts';
import { probesOf } from '../promises/availability/probes.ts';
import type { Environment, Tenant } from '../promises/environment.ts';
import { divertedAlarmName, leaseTableName } from '../promises/failover/names.ts';
import { type FailoverTiming, regionFailoverWithin, timingFor } from '../promises/failover/rules.ts';
import { sharedLimitPlans, tenantLimitPlan } from '../promises/limits/plans.ts';
import { limitsTableName } from '../promises/limits/rules.ts';
import { stoppedAfter } from '../promises/performance/parties.ts';
import { failsOver, HEALTH_PATH, termsOfCallers } from './failing-over.ts';
import type { Place } from './place.ts';

export interface FrontProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly place: Place;
  readonly vpc: ec2.IVpc;
  readonly databases: readonly ServiceDatabase[];
  readonly code: LambdaCode;
  /** The dedicated tenant it serves. @default none: it is shared */
  readonly tenant?: Tenant;
}

/**
 * Executions set aside for one tenant, so that a neighbour's burst never takes them (NODE-4), and for health routes,
 * so that a busy service is not taken for a dead one.
 */
const RESERVED = { shared: { records: 100, health: 5 }, dedicated: { records: 20, health: 5 } };

/** The service of an environment (or of one dedicated tenant) in one of its regions. */
export function addFront(stack: Stack, props: FrontProps): ServiceFront {
  const { agreement, environment, place, tenant } = props;
  const only = tenant?.name;
  const names = serviceNames(environment, environment[place].region, only);
  const timing = regionTiming(agreement, environment, tenant);
  const front = new ServiceFront(stack, idOf('Front', props), {
    name: serviceName(environment.environment, only),
    environment: environment.environment,
    backend: backendOf(props),
    names: [
      { id: 'Customer', name: names.customer, ...(timing && { record: names.entry }) },
      { id: 'Regional', name: names.regional },
    ],
    zone: { id: environment.domain['hosted-zone'], name: environment.domain['zone-name'] },
    probes: probesOf(agreement),
    plans: tenant ? [tenantLimitPlan(agreement, tenant)] : sharedLimitPlans(agreement, environment),
    timeZone: agreement.zone,
    limitsTable: limitsTableName(environment.environment, only),
    code: props.code,
    keep: environment.stage === 'production',
    tenant: only,
    writer: failsOver(agreement, environment, tenant)
      ? { table: leaseTableName(environment.environment), primary: environment.primary.region }
      : undefined,
    stopAfter: stoppedAfter(termsOfCallers(agreement, environment, tenant)),
    ...(environment.stage === 'production' && { reserved: tenant ? RESERVED.dedicated : RESERVED.shared }),
  });
  if (timing) addFailover(stack, props, timing);
  return front;
}

/**
 * How fast the traffic of a front must move between the regions; undefined when nobody who uses it was promised that
 * it does.
 */
export function regionTiming(
  agreement: Agreement,
  environment: Environment,
  tenant?: Tenant,
): FailoverTiming | undefined {
  const within = regionFailoverWithin(termsOfCallers(agreement, environment, tenant));
  if (within === undefined) return undefined;
  const timing = timingFor(within);
  if (timing) return timing;
  throw new CovenantError(`traffic cannot move to another region within ${within} s; promise 15s or more`);
}

/** Everyone whose traffic moves to the recovery region: the shared front (undefined), dedicated tenants. */
export function movingFronts(
  agreement: Agreement,
  environment: Environment,
): readonly (Tenant | undefined)[] {
  const dedicated = environment.tenants.filter(({ placement }) => placement === 'dedicated');
  return [undefined, ...dedicated].filter(tenant => regionTiming(agreement, environment, tenant));
}

function backendOf({ environment, vpc, databases }: FrontProps) {
  const { service } = environment;
  return 'address' in service ? { address: service.address } : { vpc, databases };
}

function addFailover(
  stack: Stack,
  { agreement, environment, place, tenant }: FrontProps,
  timing: FailoverTiming,
): void {
  const names = serviceNames(environment, environment[place].region, tenant?.name);
  const [probe] = probesOf(agreement);
  new FailoverRecord(stack, idOf('Failover', { place, tenant }), {
    name: names.customer,
    entry: names.entry,
    zoneId: environment.domain['hosted-zone'],
    timing,
    ...(place === 'primary' && {
      check: { host: names.regional, path: probe?.path ?? HEALTH_PATH },
      diverted: failsOver(agreement, environment, tenant) ? divertedBy(environment, tenant) : undefined,
    }),
    tenant: tenant?.name,
  });
}

function divertedBy({ environment, recovery }: Environment, tenant: Tenant | undefined) {
  const service = serviceName(environment, tenant?.name);
  return { alarmName: divertedAlarmName(environment, service), region: recovery.region };
}

/** In the recovery region the fronts of several tenants share a stack. */
function idOf(base: string, { place, tenant }: Pick<FrontProps, 'place' | 'tenant'>): string {
  return place === 'recovery' && tenant ? `${base}-${tenant.name}` : base;
}
