import { z } from 'zod';

/**
 * Which way a value favours the customer. `covenant diff` reads it to call a change tightened or loosened
 * (AGENT-19: terms are tightened, never loosened); `neither` marks values that only describe.
 */
export type Better = 'higher' | 'lower' | 'present' | 'absent' | 'more' | 'fewer' | 'neither';

const registry = z.registry<{ better: Better; ranks?: readonly string[] }>();

/** Marks a schema with the direction that is better for the customer. */
export function better<T extends z.ZodType>(direction: Better, schema: T): T {
  registry.add(schema, { better: direction });
  return schema;
}

/** Marks an enumeration whose values are ranked, worst for the customer first. */
export function ranked<T extends z.ZodType>(worstFirst: readonly string[], schema: T): T {
  registry.add(schema, { better: 'higher', ranks: worstFirst });
  return schema;
}

/** The mark of a schema, or undefined when it has none. */
export function directionOf(
  schema: z.ZodType,
): { better: Better; ranks?: readonly string[] | undefined } | undefined {
  return registry.get(schema);
}
