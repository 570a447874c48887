import { type Agreement, agreementSchema, termsOf } from '../promises/agreement.ts';
import { terms } from '../promises/terms.ts';
import type { Direction } from './judge.ts';
import { type Difference, differences } from './walk.ts';

/** One change between two versions of an agreement. */
export interface Change {
  /** The clause of the term it is in (several are joined by commas), or null outside every term. */
  readonly clause: string | null;
  /** Such as plans.production.backups.keep, or every-plan.… when every plan changes in the same way. */
  readonly path: string;
  /** As written; null where it was not stated. */
  readonly from: string | null;
  readonly to: string | null;
  readonly direction: Direction;
  /** The plans whose customers it concerns. */
  readonly plans: readonly string[];
}

/** Compares two versions clause by clause, by the terms that hold for each plan wherever they are written. */
export function compareAgreements(from: Agreement, to: Agreement): readonly Change[] {
  return [...headChanges(from, to), ...planSet(from, to), ...termChanges(from, to)];
}

/** Names of what is compared by itself below. */
const SEPARATE = ['plans', 'every-plan'] as const;

function headChanges(from: Agreement, to: Agreement): readonly Change[] {
  const plans = Object.keys(to.plans);
  return differences(agreementSchema, without(from), without(to)).map(change => ({
    ...change,
    clause: change.path[0] === 'clauses' ? String(change.path[1]) : change.clause,
    direction: DESCRIBES.includes(String(change.path[0])) ? 'neutral' : change.direction,
    path: change.path.join('.'),
    plans,
  }));
}

/** The parts of an agreement that explain; what they promise is in the terms. */
const DESCRIBES: readonly string[] = ['clauses', 'choices', 'version', 'effective', 'title'];

function without(agreement: Agreement): object {
  return Object.fromEntries(
    Object.entries(agreement).filter(([key]) => !SEPARATE.some(name => name === key)),
  );
}

function planSet(from: Agreement, to: Agreement): readonly Change[] {
  const gone = Object.keys(from.plans).filter(plan => !Object.hasOwn(to.plans, plan));
  const added = Object.keys(to.plans).filter(plan => !Object.hasOwn(from.plans, plan));
  return [
    ...gone.map(plan => planChange(plan, 'offered', null, 'loosened')),
    ...added.map(plan => planChange(plan, null, 'offered', 'neutral')),
  ];
}

function planChange(plan: string, from: string | null, to: string | null, direction: Direction): Change {
  return { clause: null, path: `plans.${plan}`, from, to, direction, plans: [plan] };
}

function termChanges(from: Agreement, to: Agreement): readonly Change[] {
  const plans = Object.keys(to.plans).filter(plan => Object.hasOwn(from.plans, plan));
  const groups = new Map<string, { change: Difference; plans: string[] }>();
  for (const plan of plans) {
    for (const change of planDifferences(from, to, plan)) {
      const key = JSON.stringify(change);
      const group = groups.get(key) ?? { change, plans: [] };
      group.plans.push(plan);
      groups.set(key, group);
    }
  }
  return [...groups.values()].flatMap(group => placed(group.change, group.plans, plans.length));
}

function planDifferences(from: Agreement, to: Agreement, plan: string): readonly Difference[] {
  const extra = differences(agreementSchema, ownWords(from, plan), ownWords(to, plan));
  return [...differences(terms, termsOf(from, plan), termsOf(to, plan)), ...extra];
}

/** What a plan says beside its terms: its title, and what it leaves to contracts. */
function ownWords(agreement: Agreement, plan: string): object {
  const own = agreement.plans[plan];
  return { title: own?.title, 'by-contract': own?.['by-contract'] };
}

function placed(change: Difference, plans: readonly string[], all: number): readonly Change[] {
  const rest = change.path.join('.');
  if (all > 1 && plans.length === all) return [{ ...change, path: `every-plan.${rest}`, plans }];
  return plans.map(plan => ({ ...change, path: `plans.${plan}.${rest}`, plans: [plan] }));
}
