import { type AgreementInput, defineAgreement } from '../../../lib/promises/agreement.ts';
import { type EnvironmentInput, environmentSchema } from '../../../lib/promises/environment.ts';
import type { Problem } from '../../../lib/promises/problem.ts';
import { agreementProblems, environmentProblems } from '../../../lib/reader/problems.ts';

type TermsInput = NonNullable<AgreementInput['every-plan']>;

/** An agreement with one plan `gold` that promises the given terms, and a second plan where one is given. */
export function agreementOf(gold: TermsInput, rest: Partial<AgreementInput> = {}): AgreementInput {
  return {
    agreement: 'test',
    version: 1,
    effective: '2026-01-01',
    zone: 'Etc/UTC',
    currency: 'EUR',
    clauses: { 'A-1': 'All of it.' },
    components: { api: { probe: { get: '/health', every: '30s' } } },
    plans: { gold },
    ...rest,
  };
}

export function environmentOf(rest: Partial<EnvironmentInput> = {}): EnvironmentInput {
  return {
    environment: 'test',
    stage: 'production',
    agreement: './test.yaml',
    primary: { region: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] },
    recovery: { region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b'] },
    domain: { name: 'api.example.com', 'hosted-zone': 'Z1', 'zone-name': 'example.com' },
    service: { reference: true },
    databases: 'per-plan',
    alarms: { email: 'operations@example.com', runbooks: 'https://example.com/runbooks' },
    tenants: [],
    ...rest,
  };
}

/** Every problem of an agreement, and of an environment under it where one is given. */
export function problemsOf(agreement: AgreementInput, environment?: EnvironmentInput): readonly Problem[] {
  const parsed = defineAgreement(agreement);
  const alone = agreementProblems(parsed);
  if (environment === undefined) return alone;
  return [...alone, ...environmentProblems(parsed, environmentSchema.parse(environment))];
}

export function found(
  code: string,
  agreement: AgreementInput,
  environment?: EnvironmentInput,
): readonly Problem[] {
  return problemsOf(agreement, environment).filter(problem => problem.code === code);
}
