import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { FailoverTiming } from '../promises/failover/rules.ts';
import { mark } from './mark.ts';

export interface FailoverRecordProps {
  /** What customers call. */
  readonly name: string;
  /** Where it leads in this region. */
  readonly entry: string;
  readonly zoneId: string;
  readonly timing: FailoverTiming;
  /** What tells this region's health: needed where the traffic goes by default. */
  readonly check?: { readonly host: string; readonly path: string };
  /**
   * The alarm that diverts traffic whatever this region's health is, and its region. It must be there before.
   * @default nothing but its health moves the traffic
   */
  readonly diverted?: { readonly alarmName: string; readonly region: string } | undefined;
  /** @default nobody in particular */
  readonly tenant?: string | undefined;
}

/**
 * One half of a pair of failover records, which answers with this region's entry while it is healthy. Route 53's data
 * plane moves the traffic by itself; nothing has to be changed in a recovery, when its control plane may be
 * unreachable (AWS fact 22). Both halves can be deployed on their own.
 */
export class FailoverRecord extends Construct {
  constructor(scope: Construct, id: string, props: FailoverRecordProps) {
    super(scope, id);
    const healthy = props.check && this.addCheck(props.check, props);
    const check = healthy && props.diverted ? this.unlessDiverted(healthy, props.diverted, props) : healthy;
    const record = new route53.CfnRecordSet(this, 'Record', {
      hostedZoneId: props.zoneId,
      name: props.name,
      type: 'CNAME',
      ttl: String(props.timing.ttl),
      resourceRecords: [props.entry],
      failover: check ? 'PRIMARY' : 'SECONDARY',
      setIdentifier: check ? 'primary' : 'recovery',
      healthCheckId: check?.attrHealthCheckId,
    });
    mark(record, { promise: 'failover', tenant: props.tenant, role: check ? 'primary' : 'recovery' });
  }

  private addCheck(
    { host, path }: NonNullable<FailoverRecordProps['check']>,
    { timing, name, tenant }: FailoverRecordProps,
  ): route53.CfnHealthCheck {
    const check = new route53.CfnHealthCheck(this, 'Check', {
      healthCheckConfig: {
        type: 'HTTPS',
        fullyQualifiedDomainName: host,
        port: 443,
        resourcePath: path,
        requestInterval: timing.interval,
        failureThreshold: timing.failures,
        enableSni: true,
      },
      healthCheckTags: [{ key: 'Name', value: `failover of ${name}` }],
    });
    mark(check, { promise: 'failover', tenant, role: 'check' });
    return check;
  }

  /**
   * Healthy while the region is and no failover has diverted its traffic: so a region that comes back is not sent
   * customers before a person fails back. Follows the alarm by its metric, in Route 53's data plane.
   */
  private unlessDiverted(
    healthy: route53.CfnHealthCheck,
    { alarmName: name, region }: NonNullable<FailoverRecordProps['diverted']>,
    { name: customer, tenant }: FailoverRecordProps,
  ): route53.CfnHealthCheck {
    const switched = new route53.CfnHealthCheck(this, 'Diverted', {
      healthCheckConfig: {
        type: 'CLOUDWATCH_METRIC',
        alarmIdentifier: { name, region },
        insufficientDataHealthStatus: 'LastKnownStatus',
      },
      healthCheckTags: [{ key: 'Name', value: `diversion of ${customer}` }],
    });
    mark(switched, { promise: 'failover', tenant, role: 'diverted' });
    const both = new route53.CfnHealthCheck(this, 'Both', {
      healthCheckConfig: {
        type: 'CALCULATED',
        childHealthChecks: [healthy.attrHealthCheckId, switched.attrHealthCheckId],
        healthThreshold: 2,
      },
      healthCheckTags: [{ key: 'Name', value: `failover of ${customer}, or its diversion` }],
    });
    mark(both, { promise: 'failover', tenant, role: 'both' });
    return both;
  }
}
