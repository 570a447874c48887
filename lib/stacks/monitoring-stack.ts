import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { FailoverNotices } from '../constructs/failover-notices.ts';
import { addOverview } from '../constructs/monitoring/dashboard.ts';
import { addMuteRules } from '../constructs/monitoring/mute.ts';
import { NoticeTopic } from '../constructs/monitoring/topic.ts';
import { serviceName } from '../promises/access/names.ts';
import type { Agreement } from '../promises/agreement.ts';
import { namesOf } from '../promises/databases/names.ts';
import { sharedPools } from '../promises/databases/pools.ts';
import { chooseTopology } from '../promises/databases/rules.ts';
import type { Environment } from '../promises/environment.ts';
import { muteWindows } from '../promises/monitoring/rules.ts';
import { partiesOf } from '../promises/performance/parties.ts';
import { addDatabaseAlarms, addServiceAlarms, alarmTopicName, groundOf } from './alarms.ts';
import { stackProps } from './place.ts';

export interface MonitoringStackProps {
  readonly agreement: Agreement;
  readonly environment: Environment;
}

/** `<environment>-monitoring`: what is watched from inside the primary region, and who is told. */
export class MonitoringStack extends Stack {
  constructor(scope: Construct, id: string, { agreement, environment }: MonitoringStackProps) {
    super(
      scope,
      id,
      stackProps(environment, 'primary', 'What is watched inside the region, and who is told'),
    );
    const topic = new NoticeTopic(this, 'Alarms', {
      topicName: alarmTopicName(environment.environment),
      description: 'Alarms',
      email: environment.alarms.email,
      publishers: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'],
      keep: environment.stage === 'production',
      marks: { promise: 'monitoring', role: 'topic' },
    });
    const ground = { ...groundOf(this, environment), topicArn: topic.topicArn };
    const pools = sharedPools(agreement, environment);
    const plans = pools.flatMap(pool => pool.plans);
    const alarms = [
      ...(plans.length > 0 ? addServiceAlarms(this, ground, agreement, environment, { plans }) : []),
      ...pools.flatMap(pool => addDatabaseAlarms(this, ground, agreement, environment, pool)),
    ];
    new FailoverNotices(this, 'FailoverNotices', { topicArn: topic.topicArn });
    const names = alarms.flatMap(alarm => alarm.alarmName ?? []);
    addMuteRules(this, environment.environment, muteWindows(agreement), agreement.zone, names);
    addOverview(this, 'Overview', {
      name: environment.environment,
      service: serviceName(environment.environment),
      databases: pools.map(pool => ({
        identifier: namesOf(environment.environment, pool).database,
        cluster: !chooseTopology(pool.terms, environment).topology.endsWith('instance'),
      })),
      alarmArns: alarms.map(alarm => alarm.attrArn),
      parties: partiesOf(agreement, environment),
    });
  }
}
