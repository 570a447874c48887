import { frontsFor, perFront } from '../access/fronts.ts';
import { serviceNames } from '../access/names.ts';
import {
  type Assembly,
  type AuditCheck,
  compare,
  type Evidence,
  isList,
  judge,
  judged,
  missing,
  type Subject,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { collectionChecks } from './collection-checks.ts';
import { type Probe, probesOf } from './probes.ts';
import { HEALTH_REGION } from './region.ts';

const CHECK = 'AWS::Route53::HealthCheck';
const CONFIG = ['Properties', 'HealthCheckConfig'];

/** One component as one front serves it. */
interface Measured {
  readonly probe: Probe;
  readonly tenant: string | undefined;
  readonly check: TemplateResource | undefined;
}

/** The components that a subject's availability names (all when it names none), for each of its services. */
function measuredOf(subject: Subject, assembly: Assembly): readonly Measured[] {
  const named = subject.terms.availability?.components;
  const probes = probesOf(subject.agreement).filter(({ component }) => named?.includes(component) ?? true);
  return frontsFor(subject, assembly).flatMap(({ tenant }) =>
    probes.map(probe => ({ probe, tenant, check: checkOf(assembly, probe.component, tenant) })),
  );
}

export function checkOf(assembly: Assembly, component: string, tenant: string | undefined) {
  return assembly.resources.find(
    ({ type, marks }) =>
      type === CHECK &&
      marks.promise === 'availability' &&
      marks.component === component &&
      marks.tenant === tenant,
  );
}

/** Asks about every measured component; what promises no uptime is not asked. */
function perComponent(
  subject: Subject,
  assembly: Assembly,
  ask: (check: TemplateResource, measured: Measured) => readonly Evidence[],
): Verdict {
  if (!subject.terms.availability?.promise) {
    return { status: 'not-applicable', reason: 'no uptime is promised' };
  }
  const measured = measuredOf(subject, assembly);
  if (measured.length === 0 && frontsFor(subject, assembly).length === 0) {
    return { status: 'not-applicable', reason: 'nobody on this plan has a service' };
  }
  const evidence = measured.flatMap(each =>
    each.check ? ask(each.check, each) : [missing(`a health check of ${each.probe.component}`, CHECK)],
  );
  return judged([...evidence, ...unprobed(subject)], missing('a probed component', CHECK));
}

/** A component that is promised and never probed cannot be measured. */
function unprobed({ agreement, terms }: Subject): readonly Evidence[] {
  const probed = probesOf(agreement).map(({ component }) => component);
  const named = terms.availability?.components ?? [];
  return named.filter(name => !probed.includes(name)).map(name => missing(`a probe of ${name}`, CHECK));
}

const probed: AuditCheck = {
  rule: 'availability/probed',
  term: 'availability',
  says: 'Each component is probed from outside over HTTPS at its own route.',
  run: (subject, assembly) =>
    perComponent(subject, assembly, (check, { probe, tenant }) => {
      const { environment } = subject;
      const host = serviceNames(environment, environment.primary.region, tenant).regional;
      return [
        compare(check, [...CONFIG, 'Type'], 'HTTPS'),
        compare(check, [...CONFIG, 'FullyQualifiedDomainName'], host),
        compare(check, [...CONFIG, 'ResourcePath'], probe.path),
      ];
    }),
};

const oftenEnough: AuditCheck = {
  rule: 'availability/often-enough',
  term: 'availability',
  says: 'Each component is probed at least as often as the agreement asks.',
  run: (subject, assembly) =>
    perComponent(subject, assembly, (check, { probe }) => {
      const path = [...CONFIG, 'RequestInterval'];
      const every = valueAt(check, path);
      return [
        judge(check, path, `${probe.every} s or less`, typeof every === 'number' && every <= probe.every),
      ];
    }),
};

const alarmed: AuditCheck = {
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

const combined: AuditCheck = {
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

const zones: AuditCheck = {
  rule: 'availability/zones',
  term: 'databases.redundant-service',
  says: 'The service runs in as many availability zones as promised, so that any one may fail.',
  run: (subject, assembly) => {
    if ('address' in subject.environment.service) {
      return {
        status: 'unknown',
        reason: "the service is one's own, at an address; its zones are not in these templates",
      };
    }
    const promised = subject.terms.databases?.['redundant-service']?.zones ?? 0;
    const evidence = frontsFor(subject, assembly).flatMap(front =>
      front.of('AWS::Lambda::Function', { role: 'service' }).map(fn => {
        const path = ['Properties', 'VpcConfig', 'SubnetIds'];
        const subnets = valueAt(fn, path);
        const distinct = isList(subnets) ? new Set(subnets.map(subnet => JSON.stringify(subnet))).size : 0;
        return judge(fn, path, `subnets in ${promised} zones or more`, distinct >= promised);
      }),
    );
    return judged(evidence, missing('a service in several zones', 'AWS::Lambda::Function'));
  },
};

const walled: AuditCheck = {
  rule: 'availability/firewall',
  term: 'availability',
  says: 'Known attacks are refused before they reach the service and take it down.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a firewall', front =>
      front.of('AWS::WAFv2::WebACL').map(firewall => {
        const rules = JSON.stringify(firewall.properties.Rules ?? []);
        const holds = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'].every(name =>
          rules.includes(`"${name}"`),
        );
        return judge(firewall, ['Properties', 'Rules'], 'the managed rules against known attacks', holds);
      }),
    ),
};

export const checks: readonly AuditCheck[] = [
  probed,
  oftenEnough,
  alarmed,
  combined,
  zones,
  walled,
  ...collectionChecks,
];
