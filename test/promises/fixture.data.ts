import { type Agreement, type AgreementInput, defineAgreement } from '../../lib/promises/agreement.ts';
import {
  type Environment,
  type EnvironmentInput,
  environmentSchema,
} from '../../lib/promises/environment.ts';
import type { Terms } from '../../lib/promises/terms.ts';

type PlanInput = AgreementInput['plans'][string];

/** An agreement of the given plans, each promising what it says. */
export function agreementOf(
  plans: Record<string, PlanInput>,
  everyPlan?: AgreementInput['every-plan'],
): Agreement {
  return defineAgreement({
    agreement: 'test',
    version: 1,
    effective: '2026-01-01',
    zone: 'Etc/UTC',
    currency: 'EUR',
    clauses: { 'T-1': 'What is tested' },
    'every-plan': everyPlan,
    plans,
  });
}

/** What one plan promises, parsed. */
export function termsWith(plan: PlanInput): Terms {
  const terms = agreementOf({ only: plan }).plans.only;
  if (!terms) throw new Error('no plan');
  return terms;
}

export function environmentOf(own: Partial<EnvironmentInput> = {}): Environment {
  return environmentSchema.parse({
    environment: 'test',
    stage: 'production',
    agreement: 'test.yaml',
    account: '111111111111',
    primary: { region: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] },
    recovery: { region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] },
    domain: { name: 'api.example.com', 'hosted-zone': 'Z0123456789ABCDEFGHIJ', 'zone-name': 'example.com' },
    service: { reference: true },
    databases: 'per-plan',
    alarms: { email: 'operations@example.com', runbooks: 'https://runbooks.example.com' },
    tenants: [],
    ...own,
  });
}
