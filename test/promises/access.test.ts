import { serviceName, serviceNames } from '../../lib/promises/access/names.ts';
import { keepsTransport } from '../../lib/promises/access/rules.ts';
import { environmentSchema } from '../../lib/promises/environment.ts';

const environment = environmentSchema.parse({
  environment: 'test',
  stage: 'development',
  agreement: 'x.yaml',
  primary: { region: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b'] },
  recovery: { region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b'] },
  domain: { name: 'api.example.com', 'hosted-zone': 'Z1', 'zone-name': 'example.com' },
  service: { reference: true },
  databases: 'shared',
  alarms: { email: 'a@example.com', runbooks: 'https://runbooks.example.com' },
  tenants: [],
});

test.each([
  ['TLS_1_0', 'https-tls-1.2', false],
  ['TLS_1_2', 'https-tls-1.2', true],
  ['SecurityPolicy_TLS13_1_3_2025_09', 'https-tls-1.2', true],
  ['', 'https', false],
  ['TLS_1_0', 'https', true],
] as const)('the policy %s keeps %s: %s', (policy, transport, keeps) => {
  expect(keepsTransport(policy, transport)).toBe(keeps);
});

test('names say where they lead, and a dedicated tenant has its own', () => {
  expect(serviceNames(environment, 'eu-central-1')).toEqual({
    customer: 'api.example.com',
    regional: 'eu-central-1.api.example.com',
    entry: 'entry-eu-central-1.api.example.com',
  });
  expect(serviceNames(environment, 'eu-west-1', 'oak').regional).toBe('eu-west-1.oak.api.example.com');
  expect(serviceName('test')).not.toBe(serviceName('test', 'oak'));
});
