import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { Canaries } from '../constructs/canaries.ts';
import { MonthClose } from '../constructs/credits.ts';
import { ownKey } from '../constructs/encryption.ts';
import { FailoverTimes, type TimedDatabase } from '../constructs/failover-times.ts';
import type { LambdaCode } from '../constructs/lambda-code.ts';
import { Measurement } from '../constructs/measurement.ts';
import { Performance } from '../constructs/performance/index.ts';
import { Termination } from '../constructs/subscription.ts';
import { serviceName } from '../promises/access/names.ts';
import { type Agreement, tenantTerms } from '../promises/agreement.ts';
import { allFurtherSeries, canariesOf } from '../promises/availability/further-sources.ts';
import { allSeries } from '../promises/availability/measured-series.ts';
import { closedTenants, contractOf, contractTenants } from '../promises/credits/contract.ts';
import { namesOf } from '../promises/databases/names.ts';
import { marksOf, poolsOf } from '../promises/databases/pools.ts';
import type { Environment } from '../promises/environment.ts';
import { timesFailovers } from '../promises/failover/timing.ts';
import { partiesOf } from '../promises/performance/parties.ts';
import { groundOf } from './alarms.ts';
import { stackProps } from './place.ts';

export interface MeasurementStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly code: LambdaCode;
}

/** `<environment>-measurement`: what was really kept, month by month, and what is owed for the rest. */
export class MeasurementStack extends Stack {
  constructor(scope: Construct, id: string, { agreement, environment, code }: MeasurementStackProps) {
    super(
      scope,
      id,
      stackProps(environment, 'primary', 'What was kept, month by month, and what is owed for the rest'),
    );
    const keep = environment.stage === 'production';
    const name = environment.environment;
    const key = ownKey(this, 'Key', {
      description: `History, ledgers and statements of ${name}`,
      keep,
      logGroups: `/aws/*/${name}-*`,
    });
    const failures = failureQueue(this, key);
    const ground = groundOf(this, environment);
    const common = { ground, code, key, failures, keep };
    const series = allSeries(agreement, environment);
    const further = allFurtherSeries(agreement, environment);
    const seen = { ...common, environment: name, series, further, timeZone: agreement.zone };
    const measured = series.length > 0 ? new Measurement(this, 'Measurement', seen) : undefined;
    const canaries = canariesOf(agreement, environment);
    if (canaries.length > 0) new Canaries(this, 'Canaries', { ...common, canaries });
    const parties = partiesOf(agreement, environment);
    const measuring = { ...common, environment: name, parties, timeZone: agreement.zone };
    const performance = parties.length > 0 ? new Performance(this, 'Performance', measuring) : undefined;
    if (performance) this.timeFailovers({ agreement, environment, code }, performance, failures);
    const { ledger } = new MonthClose(this, 'Credits', {
      ...common,
      history: measured?.history,
      steps: performance && { table: performance.events, key: performance.key },
      contract: contractOf(agreement, environment),
      tenants: contractTenants(agreement, environment),
    });
    if (endsByNotice(agreement, environment))
      new Termination(this, 'Termination', { environment: name, ledger, code, key, keep });
  }

  /** Where a promised step is of a failover, what AWS tells of failovers is put on record like any other work. */
  private timeFailovers(
    { agreement, environment, code }: MeasurementStackProps,
    { events, key }: Performance,
    failures: sqs.IQueue,
  ): void {
    const databases = timedDatabases(agreement, environment);
    if (databases.length === 0) return;
    new FailoverTimes(this, 'FailoverTimes', {
      ...{ environment: environment.environment, databases, steps: events, key, failures, code },
      keep: environment.stage === 'production',
    });
  }
}

/** The databases whose tenants were promised times of failovers, and the alarms on their service. */
function timedDatabases(agreement: Agreement, environment: Environment): readonly TimedDatabase[] {
  const name = environment.environment;
  return poolsOf(agreement, environment)
    .filter(({ terms, tenants }) => tenants.length > 0 && timesFailovers(terms))
    .map(pool => ({
      ...{ name: pool.name, database: namesOf(name, pool).database },
      tenants: pool.tenants.map(tenant => tenant.name),
      alarmPrefix: `${serviceName(name, pool.tenant).replace(/-service$/, '')}-component-`,
      marks: marksOf(pool),
    }));
}

/** Whether anybody's uptime is to be measured, or anybody's month to be billed. */
export function isClosed(agreement: Agreement, environment: Environment): boolean {
  return closedTenants(agreement, environment).length > 0;
}

/** Whether anybody was promised that a subscription ends by a notice. */
function endsByNotice(agreement: Agreement, environment: Environment): boolean {
  return environment.tenants.some(tenant => tenantTerms(agreement, tenant).subscription !== undefined);
}

function failureQueue(
  scope: Construct,
  encryptionMasterKey: sqs.QueueProps['encryptionMasterKey'],
): sqs.Queue {
  const retentionPeriod = Duration.days(14);
  const queue = new sqs.Queue(scope, 'Failures', { encryptionMasterKey, enforceSSL: true, retentionPeriod });
  const reason = 'It is itself where failed events go.';
  acknowledge(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
  return queue;
}
