import { z } from 'zod';

/**
 * Which way a value favours the customer. `covenant diff` reads it to call a change tightened or loosened
 * (AGENT-19: terms are tightened, never loosened); `neither` marks values that only describe.
 */
export type Better = 'higher' | 'lower' | 'present' | 'absent' | 'more' | 'fewer' | 'neither';

/** What is known of a schema's values beside their shape. */
export interface Marked {
  readonly better?: Better | undefined;
  /** The values of an enumeration, worst for the customer first. */
  readonly ranks?: readonly string[] | undefined;
  /** Stating it limits the customer, so leaving it out is what favours the customer. */
  readonly restricts?: true | undefined;
}

const registry = z.registry<{ better?: Better; ranks?: readonly string[]; restricts?: true }>();

/** Marks a schema with the direction that is better for the customer. Units are shared, so a copy is marked. */
export function better<T extends z.ZodType>(direction: Better, schema: T): T {
  const own = schema.clone();
  registry.add(own, { better: direction });
  return own;
}

/** Marks an enumeration whose values are ranked, worst for the customer first. */
export function ranked<T extends z.ZodType>(worstFirst: readonly string[], schema: T): T {
  const own = schema.clone();
  registry.add(own, { better: 'higher', ranks: worstFirst });
  return own;
}

/** Marks what limits the customer by being stated at all, such as a rate. */
export function restricts<T extends z.ZodType>(schema: T): T {
  const own = schema.clone();
  registry.add(own, { restricts: true });
  return own;
}

/** The marks of a schema itself, not of what it wraps; undefined when it has none. */
export function directionOf(schema: z.ZodType): Marked | undefined {
  return registry.get(schema);
}
