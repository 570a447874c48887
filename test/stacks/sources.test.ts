import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly } from '../../lib/audit/assembly.ts';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { defineAgreement } from '../../lib/promises/agreement.ts';
import { resourcesOf } from '../../lib/promises/evidence.ts';
import { covenantApp } from '../../lib/stacks/app.ts';
import { MeasurementStack } from '../../lib/stacks/measurement-stack.ts';
import { environmentOf } from '../promises/fixture.data.ts';

const agreement = defineAgreement({
  ...{ agreement: 'sources', version: 1, effective: '2026-01-01', zone: 'Etc/UTC', currency: 'EUR' },
  clauses: { 'S-1': 'Up.' },
  components: {
    api: {
      probe: { get: '/v1/health', every: '30s' },
      canary: { get: ['/v1/health'], every: '5m', success: '100%' },
      errors: { on: ['GET /v1/records'], above: '5%', 'at-least': 20 },
      'down-when': 'most',
    },
  },
  plans: { small: { availability: { clause: 'S-1', commitment: 'target', promise: '99.9%' } } },
});
const environment = environmentOf({
  tenants: ['oak', 'elm'].map(name => ({ name, plan: 'small', placement: 'pooled' as const })),
});

test('an agreement that asks for a canary and for calls gets them made, collected and closed by', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'covenant-sources-'));
  const app = covenantApp({ outdir });
  new MeasurementStack(app, 'test-measurement', { agreement, environment, code: inlineCode() });
  app.synth();
  const assembly = readAssembly(outdir);
  rmSync(outdir, { recursive: true });
  const canaries = resourcesOf(assembly, 'AWS::Synthetics::Canary', { component: 'api', role: 'canary' });
  expect(canaries.map(({ properties }) => properties.Name)).toEqual(['test-api']);
  const [schedule] = resourcesOf(assembly, 'AWS::Scheduler::Schedule', { role: 'collector-schedule' });
  expect(JSON.stringify(schedule?.properties.Target)).toMatch(/shared\/api\/canary.*shared\/api\/calls/);
  const [machine] = resourcesOf(assembly, 'AWS::StepFunctions::StateMachine', { role: 'month-close' });
  expect(String(machine?.properties.DefinitionString)).toContain(
    '"joined":{"api":{"downWhen":"most","series":["shared/api/canary","shared/api/calls"]}}',
  );
});
