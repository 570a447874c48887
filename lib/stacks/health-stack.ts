import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { HealthChecks, type ProbedService } from '../constructs/availability.ts';
import { addMuteRules } from '../constructs/monitoring/mute.ts';
import { NoticeTopic } from '../constructs/monitoring/topic.ts';
import { serviceNames } from '../promises/access/names.ts';
import { type Agreement, tenantTerms, termsOf } from '../promises/agreement.ts';
import { probesOf } from '../promises/availability/probes.ts';
import { HEALTH_REGION } from '../promises/availability/region.ts';
import { sharedPools } from '../promises/databases/pools.ts';
import type { Environment, Tenant } from '../promises/environment.ts';
import { isWatched, muteWindows } from '../promises/monitoring/rules.ts';
import { alarmTopicName, groundOf } from './alarms.ts';
import { stackProps } from './place.ts';

/** A composite alarm takes at most 100 alarms, and a stack 500 resources. */
const TENANTS_PER_STACK = 50;

export interface HealthStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly services: readonly ProbedService[];
  /** Tells stacks of one environment apart, such as `tenants-1`. @default the first, which has the topic */
  readonly part?: string;
}

/** `<environment>-health` in us-east-1: what is seen from outside, component by component. */
export class HealthStack extends Stack {
  constructor(scope: Construct, id: string, props: HealthStackProps) {
    const { agreement, environment, services, part } = props;
    super(scope, id, {
      ...stackProps(
        environment,
        'primary',
        'What is seen of the service from outside, component by component',
      ),
      env: { account: environment.account, region: HEALTH_REGION },
    });
    const { topicArn, name, runbooks } = groundOf(this, environment);
    // Own names: the primary region of another environment may be us-east-1 too.
    const ground = {
      name: part ? `${name}-outside-${part}` : `${name}-outside`,
      topicArn: `${topicArn}-outside`,
      runbooks,
    };
    if (!part) this.addTopic(environment);
    const { alarms } = new HealthChecks(this, 'Checks', { ground, probes: probesOf(agreement), services });
    const names = alarms.flatMap(alarm => alarm.alarmName ?? []);
    addMuteRules(this, ground.name, muteWindows(agreement), agreement.zone, names);
  }

  private addTopic(environment: Environment): void {
    new NoticeTopic(this, 'Alarms', {
      topicName: `${alarmTopicName(environment.environment)}-outside`,
      description: 'Alarms of health checks',
      email: environment.alarms.email,
      publishers: ['cloudwatch.amazonaws.com'],
      keep: environment.stage === 'production',
      marks: { promise: 'availability', role: 'topic' },
    });
  }
}

/** What is probed: every service to whose callers an uptime or a watch was promised, so many to a stack. */
export function probedServices(
  agreement: Agreement,
  environment: Environment,
): readonly (readonly ProbedService[])[] {
  const { region } = environment.primary;
  const pools = sharedPools(agreement, environment);
  const plans =
    'address' in environment.service ? Object.keys(agreement.plans) : pools.flatMap(pool => pool.plans);
  const shared = isWatched(plans.map(plan => termsOf(agreement, plan)));
  const probed = ({ name }: Tenant): ProbedService => ({
    host: serviceNames(environment, region, name).regional,
    customers: `the tenant ${name}`,
    tenant: name,
  });
  const dedicated = environment.tenants
    .filter(tenant => tenant.placement === 'dedicated' && isWatched([tenantTerms(agreement, tenant)]))
    .map(probed);
  const all: ProbedService = {
    host: serviceNames(environment, region).regional,
    customers: 'every tenant of the shared service',
  };
  const services = [...(shared ? [all] : []), ...dedicated];
  const chunks = Math.ceil(services.length / TENANTS_PER_STACK);
  return Array.from({ length: chunks }, (_, at) =>
    services.slice(at * TENANTS_PER_STACK, (at + 1) * TENANTS_PER_STACK),
  );
}
