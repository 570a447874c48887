import type { Mutation } from './mutation.ts';

const METHOD = 'AWS::ApiGateway::Method';
const FIREWALL = 'AWS::WAFv2::WebACL';
const ROUTE = { promise: 'access', role: 'customer-route' } as const;

const IP_SET = {
  Name: 'office-only',
  Priority: 99,
  Action: { Block: {} },
  Statement: { IPSetReferenceStatement: { Arn: 'arn:aws:wafv2:eu-central-1:1:regional/ipset/office/1' } },
};

export const mutations: readonly Mutation[] = [
  {
    name: 'a route is called without a key',
    agreement: 'reserved-capacity-pricing',
    breaks: ['access/key-required'],
    mutate: assembly => assembly.one(METHOD, ROUTE).set(['Properties', 'ApiKeyRequired'], false),
  },
  {
    name: 'a route passes no authorizer',
    agreement: 'alert-agent',
    breaks: ['access/key-required'],
    mutate: assembly => assembly.one(METHOD, ROUTE).set(['Properties', 'AuthorizationType'], 'NONE'),
  },
  {
    name: 'anybody may write to a health route',
    agreement: 'reserved-capacity-pricing',
    breaks: ['access/open-routes'],
    mutate: assembly =>
      assembly.one(METHOD, { role: 'probe-route' }).set(['Properties', 'HttpMethod'], 'ANY'),
  },
  {
    name: 'a name takes TLS 1.0',
    agreement: 'alert-agent',
    breaks: ['access/tls'],
    mutate: assembly =>
      assembly
        .one('AWS::ApiGateway::DomainName', { promise: 'access' })
        .set(['Properties', 'SecurityPolicy'], 'TLS_1_0'),
  },
  {
    name: "AWS's own address of the API is open",
    agreement: 'reserved-capacity-pricing',
    breaks: ['access/own-names-only'],
    mutate: assembly =>
      assembly.one('AWS::ApiGateway::RestApi').set(['Properties', 'DisableExecuteApiEndpoint'], false),
  },
  {
    name: 'the firewall refuses addresses',
    agreement: 'reserved-capacity-pricing',
    breaks: ['access/unrestricted'],
    mutate: assembly => assembly.one(FIREWALL).set(['Properties', 'Rules', 4], IP_SET),
  },
  {
    name: 'a resource policy of the API refuses addresses',
    agreement: 'reserved-capacity-pricing',
    breaks: ['access/unrestricted'],
    mutate: assembly =>
      assembly.one('AWS::ApiGateway::RestApi').set(['Properties', 'Policy'], { Statement: [] }),
  },
];
