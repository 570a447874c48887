import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  PROMISED_SECONDS,
  STEPS_MEASURED,
  STEPS_NAMESPACE,
  stepDimensions,
} from '../../promises/performance/names.ts';
import type { Party } from '../../promises/performance/parties.ts';
import type { Step } from '../../promises/performance/rules.ts';
import { type AlarmGround, watch } from '../monitoring/alarm.ts';

export interface StepAlarmsProps {
  readonly environment: string;
  readonly ground: AlarmGround;
  readonly parties: readonly Party[];
  /** Where events wait that could not be delivered, read or written. */
  readonly unread: sqs.IQueue;
  /** Seconds from one measuring to the next. */
  readonly every: number;
}

/** Rings when a step took longer than was promised to anybody, and when nobody could know. */
export class StepAlarms extends Construct {
  private readonly props: StepAlarmsProps;

  constructor(scope: Construct, id: string, props: StepAlarmsProps) {
    super(scope, id);
    this.props = props;
    for (const party of props.parties) {
      for (const [name, step] of Object.entries(party.steps)) this.late(party, name, step);
    }
    this.notMeasured();
    this.notRead();
  }

  private late({ party, tenants }: Party, name: string, { from, to, within, exactly }: Step): void {
    const { environment, ground, every } = this.props;
    watch(this, `${party}-${name}`, ground, {
      says: `From ${from} to ${to} it took longer than the ${within.text} that are promised.`,
      hurts: `${tenants.length === 1 ? tenants[0] : `${tenants.length} tenants`} (${party})`,
      runbook: 'step-late',
      ...{ namespace: STEPS_NAMESPACE, metric: PROMISED_SECONDS, statistic: 'Maximum' },
      dimensions: stepDimensions(environment, party, name),
      rings: exactly === 'late' ? 'at-least' : 'above',
      threshold: within.seconds,
      period: every,
      minutes: [1, 1],
      // Nothing happened; that nobody looked is the other alarm's matter.
      silence: 'notBreaching',
      marks: { promise: 'performance', role: `${party}-${name}` },
    });
  }

  private notMeasured(): void {
    const { environment, ground, every } = this.props;
    watch(this, 'NotMeasured', ground, {
      says: 'Nobody measures how long the steps of the work take.',
      hurts: 'every tenant to whom their times are promised',
      runbook: 'steps-not-measured',
      ...{ namespace: STEPS_NAMESPACE, metric: STEPS_MEASURED, statistic: 'Sum', rings: 'below' },
      dimensions: { Environment: environment },
      threshold: 1,
      period: every,
      minutes: [2, 2],
      silence: 'breaching',
      marks: { promise: 'performance', role: 'not-measured' },
    });
  }

  private notRead(): void {
    const { ground, unread } = this.props;
    watch(this, 'Unread', ground, {
      says: 'Events of work could not be read or kept; the steps they end look open.',
      hurts: 'every tenant whose times are measured by them',
      runbook: 'events-unread',
      ...{ namespace: 'AWS/SQS', metric: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum' },
      dimensions: { QueueName: unread.queueName },
      rings: 'above',
      threshold: 0,
      minutes: [1, 1],
      silence: 'notBreaching',
      marks: { promise: 'performance', role: 'unread' },
    });
  }
}
