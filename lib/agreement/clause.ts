import { z } from 'zod';

/** How a clause's id looks. */
export const CLAUSE_ID = /^[A-Z][A-Z0-9]*-\d+$/;

/** A clause's stable id, such as OPS-12; the table `clauses` of the agreement says what it promises. */
export const clauseId = z
  .string()
  .regex(CLAUSE_ID, { error: 'write a clause id such as OPS-12' })
  .meta({ examples: ['OPS-12'] })
  .describe('The id of a clause in the table `clauses` of this agreement');

/** One clause, or the several that a single term keeps. */
const clauses = z
  .union([clauseId, z.array(clauseId).min(1)])
  .describe('The clause (or clauses) of the source text that this term keeps');

/** A part of the agreement that states what a clause promises. Every term names its clause. */
export function term<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject({ clause: clauses, ...shape });
}

/** A part of a term that belongs to the term's clause unless it names one of its own. */
export function part<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject({ clause: clauses.optional(), ...shape });
}
