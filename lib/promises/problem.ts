import type { Agreement } from './agreement.ts';
import type { Environment } from './environment.ts';
import type { JsonPath } from './evidence.ts';

/** Something `covenant check` reports; the reader adds file, line and column from `path`. */
export interface Problem {
  /** Stable, such as COV-PITR-TOO-LONG; the documentation lists them. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Why it is a problem, with the AWS fact or the clause behind it. */
  readonly why: string;
  /** The cheapest change that makes it go away. */
  readonly fix: string;
  /** Which of the two files it is in. */
  readonly where: 'agreement' | 'environment';
  readonly path: JsonPath;
  /** No choice resolves it: AWS cannot do it at all, or what would have to be computed is not stated. */
  readonly impossible?: boolean;
}

/** Looks for contradictions and impossibilities; without an environment only what the agreement alone shows. */
export type Contradiction = (
  agreement: Agreement,
  environment: Environment | undefined,
) => readonly Problem[];
