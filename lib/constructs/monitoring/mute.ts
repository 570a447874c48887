import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { MuteWindow } from '../../promises/monitoring/rules.ts';
import { mark } from '../mark.ts';

/** The most alarms that one mute rule names. */
const ALARMS_PER_RULE = 100;

/**
 * Nobody is paged in regular, bounded windows of announced maintenance. Only the paging rests: checks go on, and
 * what they see is measured and judged by the agreement's own exclusions.
 */
export function addMuteRules(
  scope: Construct,
  name: string,
  windows: readonly MuteWindow[],
  zone: string,
  alarms: readonly string[],
): void {
  for (const { kind, weekDays, hour, minutes } of windows) {
    for (let from = 0; from < alarms.length; from += ALARMS_PER_RULE) {
      const id = `Mute-${kind}${from === 0 ? '' : `-${from / ALARMS_PER_RULE}`}`;
      const rule = new cloudwatch.CfnAlarmMuteRule(scope, id, {
        name: `${name}-${id.toLowerCase()}`,
        description: `Maintenance of kind ${kind}: paging rests, measuring does not`,
        rule: {
          schedule: {
            expression: `cron(0 ${hour} * * ${weekDays})`,
            duration: `PT${minutes}M`,
            timezone: zone,
          },
        },
        muteTargets: { alarmNames: alarms.slice(from, from + ALARMS_PER_RULE) },
      });
      mark(rule, { promise: 'maintenance', role: 'mute' });
    }
  }
}
