import { z } from 'zod';
import { clauseId } from '../agreement/clause.ts';
import { currency, date, zone } from '../agreement/units/index.ts';
import { component } from './availability/schema.ts';
import type { Tenant } from './environment.ts';
import { TERM_NAMES, type TermName, type Terms, termShape, terms } from './terms.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'use lower-case letters, digits and hyphens' });

/** A place where the source text is open or contradicts itself, and what this agreement chose. */
const choice = z.strictObject({
  resolves: z.string().describe('The code that `covenant check` reports for it, such as COV-TIME-ZONE'),
  clause: clauseId.optional(),
  'text-says': z.string().describe('What the source text leaves open'),
  chosen: z.string().describe('What holds under this agreement'),
  because: z.string().describe('Why this and not the other'),
});

const plan = z.strictObject({
  title: z.string().optional().describe('The name of the plan as a reader sees it'),
  ...termShape,
  'by-contract': z
    .array(z.string())
    .optional()
    .describe('Terms that are agreed tenant by tenant; the environment must then state them for each tenant'),
});

export const agreementSchema = z.strictObject({
  agreement: name.describe('The name of the agreement, by what it is about'),
  title: z.string().optional().describe('The title a reader sees'),
  version: z.int().positive().describe('Raised with every change of what holds'),
  effective: date.describe('The first day on which it holds'),
  zone: zone.describe('The zone in which months, days and hours are read'),
  currency: currency.describe('The currency of fees and credits'),
  clauses: z
    .record(clauseId, z.string())
    .describe('Every clause of the source text: its id and, in a sentence, what it promises'),
  choices: z.array(choice).optional().describe('Where the source text is open, and what was chosen'),
  components: z.record(name, component).optional().describe('The parts of the service that are measured'),
  'every-plan': terms.optional().describe('What every plan promises, unless the plan says otherwise'),
  plans: z.record(name, plan).describe('What each plan promises'),
});

export type Agreement = z.output<typeof agreementSchema>;
/** The agreement as it is written: units are texts such as `7d`. */
export type AgreementInput = z.input<typeof agreementSchema>;
export type Plan = Agreement['plans'][string];
export type Choice = z.output<typeof choice>;

/**
 * Writes an agreement in TypeScript instead of YAML and gives the same object.
 * @throws z.ZodError when a value is not what the schema allows; `covenant check` words the same problems better.
 */
export function defineAgreement(agreement: AgreementInput): Agreement {
  return agreementSchema.parse(agreement);
}

/** The terms that hold for a plan: its own, and those of `every-plan` that it does not state itself. */
export function termsOf(agreement: Agreement, planName: string): Terms {
  const own = agreement.plans[planName];
  const shared = agreement['every-plan'] ?? {};
  const merged: Terms = { ...shared };
  for (const key of TERM_NAMES) takeTerm(merged, own, key);
  return merged;
}

/** The terms that hold for one tenant: what was agreed with it alone, and those of its plan. */
export function tenantTerms(agreement: Agreement, tenant: Pick<Tenant, 'plan' | 'terms'>): Terms {
  const merged = termsOf(agreement, tenant.plan);
  for (const key of TERM_NAMES) takeTerm(merged, tenant.terms, key);
  return merged;
}

function takeTerm<K extends TermName>(into: Terms, from: Terms | undefined, key: K): void {
  const value: Terms[K] | undefined = from?.[key];
  if (value !== undefined) into[key] = value;
}
