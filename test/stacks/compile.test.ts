import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { audiencesOf } from '../../lib/promises/incidents/audience.ts';
import { requireEnvironment } from '../../lib/reader/index.ts';
import { covenantApp } from '../../lib/stacks/app.ts';
import { compile } from '../../lib/stacks/compile.ts';
import { contactsOf } from '../../lib/stacks/contacts-stack.ts';

function templates(name: string) {
  const { agreement, environment } = requireEnvironment(name);
  const app = covenantApp();
  compile(app, agreement, environment, inlineCode());
  return Object.fromEntries(
    app.synth().stacks.map(stack => [stack.stackName, JSON.stringify(stack.template)]),
  );
}

test('the same files give the same templates', () => {
  expect(templates('production')).toEqual(templates('production'));
});

test('what nobody promised is not built: no stack of the recovery region, no health checks', () => {
  const names = Object.keys(templates('capacity'));
  expect(names).not.toContain('capacity-recovery-service');
  expect(names).not.toContain('capacity-health');
});

test('a region failover that one tenant was promised prepares that tenant alone in the other region', () => {
  const recovery = templates('enterprise')['enterprise-recovery-service'] ?? '';
  expect(recovery).toContain('enterprise-obsidian-service');
  expect(recovery).not.toContain('"enterprise-service"');
});

test('a dedicated tenant shares no function, API or table with others', () => {
  const tenant = templates('production')['production-tenant-sequoia'] ?? '';
  expect(tenant).toContain('production-sequoia-service-records');
  expect(tenant).toContain('production-limits-sequoia');
  expect(tenant).not.toContain('production-service-records');
});

test('months are measured where an uptime was promised, and closed where anything is billed', () => {
  const sovereign = templates('sovereign')['sovereign-measurement'] ?? '';
  expect(sovereign).toContain('sovereign-month-close');
  expect(sovereign).toContain('eu-central-1.heron.node.example.com');
  expect(sovereign).toContain('sovereign-availability-collect');
  const billed = templates('capacity')['capacity-measurement'] ?? '';
  expect(billed).toContain('capacity-month-close');
  expect(billed).not.toContain('capacity-availability-collect');
});

test('customers who find no room in the status stack are told from further ones', () => {
  const { agreement, environment } = requireEnvironment('production');
  const tenants = Array.from({ length: 640 }, (_, at) => ({
    ...{ name: `t${at}`, plan: 'production', placement: 'pooled' as const, contact: `it@t${at}.example.com` },
  }));
  const contacts = contactsOf(audiencesOf(agreement, { ...environment, tenants }));
  expect([contacts.first.length, ...contacts.further.map(({ length }) => length)]).toEqual([200, 400, 40]);
});
