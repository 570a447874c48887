import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { STAGE_NAME } from '../../promises/access/names.ts';
import type { Probe } from '../../promises/availability/probes.ts';
import type { MonitoringLevel } from '../../promises/monitoring/rules.ts';
import { type AlarmGround, combine, watch } from './alarm.ts';

export interface ServiceAlarmsProps {
  readonly ground: AlarmGround;
  /** The API's name, and the beginning of its functions' names. */
  readonly service: string;
  /** The functions behind it, below the service's name. */
  readonly functions: readonly string[];
  readonly probes: readonly Probe[];
  readonly level: MonitoringLevel;
  /** The share of failed calls that the uptime promise leaves, such as 0.001. @default 0.01 */
  readonly errorBudget?: number | undefined;
  /** Whom it serves, in words. */
  readonly customers: string;
  readonly tenant?: string | undefined;
}

/** Where no uptime is promised, one failed call in a hundred is worth a look; nobody is owed anything for it. */
const UNPROMISED_BUDGET = 0.01;
/** A tenth of the longest that API Gateway waits (AWS fact 4): slower, and callers give up. */
const SLOW_MS = 2_900;

/** Alarms on the API and its functions, and one composite alarm per component over what takes that component down. */
export class ServiceAlarms extends Construct {
  readonly alarms: readonly cloudwatch.CfnAlarm[];
  private readonly props: ServiceAlarmsProps;

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    this.props = props;
    const shared = [this.errors(), ...props.functions.flatMap(name => this.ofFunction(name))];
    const probes = props.probes.map(probe => this.ofComponent(probe, shared));
    const latency = props.level === 'enhanced' ? [this.latency()] : [];
    this.alarms = [...shared, ...probes, ...latency];
  }

  /** Calls refused for being too many are 4XX and no failure (AWS fact 5). No calls: no failed calls. */
  private errors(): cloudwatch.CfnAlarm {
    const { ground, service, tenant, customers } = this.props;
    return watch(this, 'Errors', ground, {
      says: 'More calls fail than the promised uptime leaves room for.',
      hurts: `${customers}, whose calls are answered with an error`,
      runbook: 'api-errors',
      ...{ namespace: 'AWS/ApiGateway', metric: '5XXError', statistic: 'Average', rings: 'above' },
      dimensions: { ApiName: service },
      threshold: this.props.errorBudget ?? UNPROMISED_BUDGET,
      silence: 'notBreaching',
      marks: { tenant },
    });
  }

  private latency(): cloudwatch.CfnAlarm {
    const { ground, service, tenant, customers } = this.props;
    return watch(this, 'Latency', ground, {
      says: 'One call in a hundred takes too long.',
      hurts: `${customers}, whose calls are slow`,
      runbook: 'api-latency',
      ...{ namespace: 'AWS/ApiGateway', metric: 'Latency', statistic: 'p99', rings: 'above' },
      dimensions: { ApiName: service },
      threshold: SLOW_MS,
      silence: 'notBreaching',
      marks: { tenant },
    });
  }

  private ofFunction(name: string): readonly cloudwatch.CfnAlarm[] {
    const { ground, service, tenant, customers } = this.props;
    const common = {
      namespace: 'AWS/Lambda',
      statistic: 'Sum',
      rings: 'at-least',
      threshold: 1,
      dimensions: { FunctionName: `${service}-${name}` },
      silence: 'notBreaching',
      marks: { tenant, role: name },
    } as const;
    const failed = watch(this, `${name}-Failures`, ground, {
      ...common,
      says: `The function ${service}-${name} fails.`,
      hurts: `${customers}, whose calls it should answer`,
      runbook: 'function-errors',
      metric: 'Errors',
    });
    const throttled = watch(this, `${name}-Throttles`, ground, {
      ...common,
      says: `The function ${service}-${name} is not run for want of concurrency.`,
      hurts: `${customers}, whose calls are refused below their limits`,
      runbook: 'function-throttles',
      metric: 'Throttles',
    });
    return [failed, throttled];
  }

  /** Probes come every few seconds: no data means that they no longer arrive. */
  private ofComponent(probe: Probe, shared: readonly cloudwatch.CfnAlarm[]): cloudwatch.CfnAlarm {
    const { ground, service, tenant, customers } = this.props;
    const marks = { tenant, component: probe.component };
    const failing = watch(this, `${probe.component}-Probe`, ground, {
      says: `The health route of ${probe.title} answers with errors or is no longer asked.`,
      hurts: `${customers}, who use ${probe.title}`,
      runbook: 'component-health-route',
      ...{ namespace: 'AWS/ApiGateway', metric: '5XXError', statistic: 'Average', rings: 'above' },
      dimensions: { ApiName: service, Stage: STAGE_NAME, Method: 'GET', Resource: probe.path },
      threshold: this.props.errorBudget ?? UNPROMISED_BUDGET,
      silence: 'breaching',
      marks,
    });
    combine(this, `${probe.component}-Component`, ground, {
      says: `${probe.title} is in trouble, seen from inside the region.`,
      hurts: `${customers}, who use ${probe.title}`,
      runbook: 'component-in-trouble',
      of: [failing, ...shared],
      marks,
    });
    return failing;
  }
}
