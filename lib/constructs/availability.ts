import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { type Probe, probeInterval } from '../promises/availability/probes.ts';
import { mark } from './mark.ts';
import { type AlarmGround, combine, watch } from './monitoring/alarm.ts';

/** One service that is probed from outside: the shared one, or that of a dedicated tenant. */
export interface ProbedService {
  /** The host, always in one region, so that a failover does not hide an outage. */
  readonly host: string;
  readonly customers: string;
  readonly tenant?: string | undefined;
}

export interface HealthChecksProps {
  /** Its topic must be in us-east-1, where Route 53 writes its metrics (AWS fact 20). */
  readonly ground: AlarmGround;
  readonly probes: readonly Probe[];
  readonly services: readonly ProbedService[];
  /** Failed probes in a row before a checker calls it down. @default 3 */
  readonly failures?: number;
}

/**
 * Each component is probed from outside by Route 53 (AGENT-1, OPS-2), with an alarm per service and a composite alarm
 * per component. Belongs in a stack in us-east-1: an alarm sees the metrics of its own region only (AWS fact 20).
 */
export class HealthChecks extends Construct {
  /** The alarms of the single health checks and of the components. */
  readonly alarms: readonly (cloudwatch.CfnAlarm | cloudwatch.CfnCompositeAlarm)[];

  constructor(scope: Construct, id: string, props: HealthChecksProps) {
    super(scope, id);
    this.alarms = props.probes.flatMap(probe => this.addComponent(props, probe));
  }

  private addComponent(props: HealthChecksProps, probe: Probe) {
    const alarms = props.services.map(service => this.addCheck(props, probe, service));
    const component = combine(this, `${probe.component}-Component`, props.ground, {
      says: `${probe.title} is down, seen from outside.`,
      hurts: `everybody who uses ${probe.title}`,
      runbook: 'component-down',
      of: alarms,
      marks: { promise: 'availability', component: probe.component },
    });
    return [...alarms, component];
  }

  private addCheck(props: HealthChecksProps, probe: Probe, service: ProbedService): cloudwatch.CfnAlarm {
    const id = `${probe.component}${service.tenant ? `-${service.tenant}` : ''}`;
    const marks = { promise: 'availability', component: probe.component, tenant: service.tenant } as const;
    const check = new route53.CfnHealthCheck(this, `${id}-Check`, {
      healthCheckConfig: {
        type: 'HTTPS',
        fullyQualifiedDomainName: service.host,
        port: 443,
        resourcePath: probe.path,
        requestInterval: probeInterval(probe.every),
        failureThreshold: props.failures ?? 3,
        enableSni: true,
        measureLatency: true,
      },
      healthCheckTags: [{ key: 'Name', value: `${props.ground.name}-${id}` }],
    });
    mark(check, marks);
    return watch(this, `${id}-Down`, props.ground, {
      says: `${probe.title} does not answer at ${service.host}.`,
      hurts: `${service.customers}, who use ${probe.title}`,
      runbook: 'health-check',
      ...{ namespace: 'AWS/Route53', metric: 'HealthCheckStatus', statistic: 'Minimum', rings: 'below' },
      dimensions: { HealthCheckId: check.attrHealthCheckId },
      threshold: 1,
      minutes: [1, 1],
      // A health check that no longer reports has been deleted or is in the wrong region.
      silence: 'breaching',
      marks,
    });
  }
}
