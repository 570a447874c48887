import {
  type AuditCheck,
  compare,
  type Evidence,
  judge,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { type Front, perFront } from './fronts.ts';
import { keepsTransport } from './rules.ts';

const METHOD = 'AWS::ApiGateway::Method';
const API = 'AWS::ApiGateway::RestApi';
const NAME = 'AWS::ApiGateway::DomainName';
const FIREWALL = 'AWS::WAFv2::WebACL';

const keyRequired: AuditCheck = {
  rule: 'access/key-required',
  term: 'access.authentication',
  says: 'Every route that customers call asks for an API key and passes the authorizer.',
  run: (subject, assembly) => {
    if (subject.terms.access?.authentication !== 'api-key') {
      return { status: 'not-applicable', reason: 'no authentication is promised' };
    }
    return perFront(subject, assembly, 'a route that asks for a key', front =>
      front
        .of(METHOD, { role: 'customer-route' })
        .flatMap(route => [
          compare(route, ['Properties', 'ApiKeyRequired'], true),
          compare(route, ['Properties', 'AuthorizationType'], 'CUSTOM'),
        ]),
    );
  },
};

const openRoutes: AuditCheck = {
  rule: 'access/open-routes',
  term: 'access.authentication',
  says: 'The only routes without a key are health routes, which can only be read.',
  run: (subject, assembly) =>
    perFront(subject, assembly, 'a health route', front =>
      front
        .of(METHOD)
        .filter(route => route.marks.role !== 'customer-route')
        .map(route => judge(route, ['Properties', 'HttpMethod'], 'GET of a health route', isProbe(route))),
    ),
};

function isProbe(route: TemplateResource): boolean {
  return route.marks.role === 'probe-route' && route.properties.HttpMethod === 'GET';
}

const tls: AuditCheck = {
  rule: 'access/tls',
  term: 'access.transport',
  says: 'Every name of the service refuses connections older than promised.',
  run: (subject, assembly) => {
    const transport = subject.terms.access?.transport ?? 'https';
    return perFront(subject, assembly, `a name with ${transport}`, front =>
      front.of(NAME, { promise: 'access' }).map(name => {
        const policy = valueAt(name, ['Properties', 'SecurityPolicy']);
        const holds = typeof policy === 'string' && keepsTransport(policy, transport);
        return judge(name, ['Properties', 'SecurityPolicy'], transport, holds);
      }),
    );
  },
};

const ownNames: AuditCheck = {
  rule: 'access/own-names-only',
  term: 'access.transport',
  says: "The address that AWS gives every API is switched off, so that no way in has another's TLS policy.",
  run: (subject, assembly) =>
    perFront(subject, assembly, 'an API', front =>
      front.of(API).map(api => compare(api, ['Properties', 'DisableExecuteApiEndpoint'], true)),
    ),
};

/** Statements of AWS WAF that look at where a caller is. */
const BY_ADDRESS =
  /"(IPSetReferenceStatement|GeoMatchStatement|AsnMatchStatement)"|AWSManagedRules(AmazonIpReputation|AnonymousIp)List/;

const unrestricted: AuditCheck = {
  rule: 'access/unrestricted',
  term: 'access.restricted-by',
  says: 'No rule refuses callers by their address or host name.',
  run: (subject, assembly) => {
    const restricted = subject.terms.access?.['restricted-by'];
    if (restricted?.address || restricted?.['host-name']) {
      return { status: 'not-applicable', reason: 'callers may be restricted' };
    }
    return perFront(subject, assembly, 'a firewall without rules on addresses', front => [
      ...front.of(FIREWALL).map(withoutAddresses),
      ...withoutPolicy(front),
    ]);
  },
};

function withoutAddresses(firewall: TemplateResource): Evidence {
  const rules = JSON.stringify(firewall.properties.Rules ?? []);
  const holds = !BY_ADDRESS.test(rules) && !rules.includes('"AggregateKeyType":"IP"');
  return judge(firewall, ['Properties', 'Rules'], 'no rule on addresses', holds);
}

/** A resource policy is the other way to refuse an address. */
function withoutPolicy(front: Front): readonly Evidence[] {
  return front
    .of(API)
    .map(api => judge(api, ['Properties', 'Policy'], 'absent', api.properties.Policy === undefined));
}

export const checks: readonly AuditCheck[] = [keyRequired, openRoutes, tls, ownNames, unrestricted];
