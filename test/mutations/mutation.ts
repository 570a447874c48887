import type { MutableAssembly } from './mutable.ts';

/**
 * One way of breaking a promise in the synthesized templates. Each file in this folder that is called after a
 * promise exports `mutations`; `mutations.test.ts` compiles the agreement once, applies each to a fresh copy
 * and asserts that exactly the rules in `breaks`, and exactly the clauses that bear them, turn `broken`.
 *
 * @example
 * export const mutations: readonly Mutation[] = [
 *   {
 *     name: 'Multi-AZ is off',
 *     agreement: 'predictive-database-operations',
 *     breaks: ['databases/multi-az'],
 *     mutate: assembly => {
 *       assembly.each('AWS::RDS::DBInstance', { plan: 'production' }, db => db.set(['Properties', 'MultiAZ'], false));
 *     },
 *   },
 * ];
 */
export interface Mutation {
  /** What was done to the template, such as 'retention 6 instead of 7'. */
  readonly name: string;
  /** The stem of the agreement's file, such as `enterprise-tiers`; its environment of stage production is compiled. */
  readonly agreement: string;
  /** Every rule that must turn broken, and no other. */
  readonly breaks: readonly string[];
  readonly mutate: (assembly: MutableAssembly) => void;
}
