import { Match } from 'aws-cdk-lib/assertions';
import { bareFront } from './front.data.ts';

const front = bareFront();

test('names are regional, need TLS 1.2, and are the only way in', () => {
  front.hasResourceProperties('AWS::ApiGateway::DomainName', {
    DomainName: 'api.example.com',
    SecurityPolicy: 'TLS_1_2',
    EndpointConfiguration: { Types: ['REGIONAL'] },
  });
  front.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: true });
  front.hasResourceProperties('AWS::CertificateManager::Certificate', { ValidationMethod: 'DNS' });
});

test('every route asks for a key and the authorizer, but for the health route', () => {
  const methods = Object.values(front.findResources('AWS::ApiGateway::Method'));
  const open = methods.filter(({ Properties }) => !Properties.ApiKeyRequired);
  expect(methods.length).toBe(4);
  expect(open.map(({ Properties }) => Properties.HttpMethod)).toEqual(['GET']);
  for (const { Properties } of methods) {
    if (!open.some(each => each.Properties === Properties))
      expect(Properties.AuthorizationType).toBe('CUSTOM');
  }
});

test("one's own service is reached over HTTPS and told whose call it is", () => {
  bareFront({ backend: { address: 'https://service.example.com/' } }).hasResourceProperties(
    'AWS::ApiGateway::Method',
    {
      HttpMethod: 'ANY',
      ApiKeyRequired: true,
      Integration: {
        Type: 'HTTP_PROXY',
        Uri: 'https://service.example.com/{proxy}',
        RequestParameters: Match.objectLike({
          'integration.request.header.x-covenant-tenant': 'context.authorizer.tenant',
        }),
      },
    },
  );
});

test('the firewall looks at keys and sizes and never at addresses', () => {
  const [firewall] = Object.values(front.findResources('AWS::WAFv2::WebACL'));
  const rules = JSON.stringify(firewall?.Properties.Rules);
  expect(rules).toContain('"AggregateKeyType":"CUSTOM_KEYS"');
  expect(rules).toContain('content-length');
  expect(rules).not.toMatch(/IPSet|GeoMatch|IpReputation/);
});

test('logs are encrypted, kept for a stated time, and have no keys in them', () => {
  for (const { Properties } of Object.values(front.findResources('AWS::Logs::LogGroup'))) {
    expect(Properties.KmsKeyId).toBeDefined();
    expect(Properties.RetentionInDays).toBeGreaterThan(0);
  }
  const [stage] = Object.values(front.findResources('AWS::ApiGateway::Stage'));
  expect(stage?.Properties.AccessLogSetting.Format).not.toMatch(/apiKey/i);
});
