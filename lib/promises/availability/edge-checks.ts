import { frontsFor, perFront } from '../access/fronts.ts';
import { type AuditCheck, isList, judge, judged, missing, valueAt } from '../evidence.ts';

export const zones: AuditCheck = {
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

export const walled: AuditCheck = {
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
