import type { AuditCheck } from './evidence.ts';
import type { Contradiction } from './problem.ts';
import type { TermName } from './terms.ts';

/**
 * A promise that Covenant enforces. Adding one means: a folder here with `schema.ts`, `rules.ts` and `audit.ts`,
 * a construct of the same name, a test of the same name, and a line in `index.ts`. A test names what is missing.
 */
export interface PromiseSlice {
  readonly name: TermName;
  readonly contradictions: readonly Contradiction[];
  readonly checks: readonly AuditCheck[];
}
