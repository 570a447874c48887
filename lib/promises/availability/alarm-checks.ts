import {
  type Assembly,
  type AuditCheck,
  compare,
  judge,
  missing,
  type TemplateResource,
} from '../evidence.ts';
import { perComponent } from './probe-found.ts';
import { HEALTH_REGION } from './region.ts';

export const alarmed: AuditCheck = {
  rule: 'availability/alarm-sees-metric',
  term: 'availability',
  says: 'Each health check has an alarm in the region that has its metric, where silence rings too (AWS facts 20 and 21).',
  run: (subject, assembly) =>
    perComponent(subject, assembly, (check, { probe }) => {
      const alarms = alarmsOn(assembly, check);
      if (alarms.length === 0) {
        return [
          missing(
            `an alarm on the health check of ${probe.component} in ${HEALTH_REGION}`,
            'AWS::CloudWatch::Alarm',
          ),
        ];
      }
      return alarms.flatMap(alarm => [
        compare(alarm, ['Properties', 'MetricName'], 'HealthCheckStatus'),
        compare(alarm, ['Properties', 'TreatMissingData'], 'breaching'),
      ]);
    }),
};

/** Alarms whose dimension refers to this health check, where its metric can be seen. */
function alarmsOn(assembly: Assembly, check: TemplateResource): readonly TemplateResource[] {
  return assembly.resources.filter(
    ({ type, region, stack, properties }) =>
      type === 'AWS::CloudWatch::Alarm' &&
      region === HEALTH_REGION &&
      stack === check.stack &&
      JSON.stringify(properties.Dimensions ?? []).includes(`"${check.logicalId}"`),
  );
}

export const combined: AuditCheck = {
  rule: 'availability/component-alarm',
  term: 'availability',
  says: 'Each component has one alarm over all of its health checks.',
  run: (subject, assembly) =>
    perComponent(subject, assembly, (check, { probe }) => {
      const composite = assembly.resources.find(
        ({ type, stack, marks }) =>
          type === 'AWS::CloudWatch::CompositeAlarm' &&
          stack === check.stack &&
          marks.component === probe.component,
      );
      if (!composite) return [missing(`an alarm for ${probe.component}`, 'AWS::CloudWatch::CompositeAlarm')];
      const names = alarmsOn(assembly, check).map(alarm => String(alarm.properties.AlarmName));
      const rule = String(composite.properties.AlarmRule);
      const holds = names.every(name => rule.includes(`"${name}"`));
      return [judge(composite, ['Properties', 'AlarmRule'], `rings with ${names.join(', ')}`, holds)];
    }),
};
