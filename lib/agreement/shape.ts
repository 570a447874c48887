import { z } from 'zod';

/** The schema inside wrappers that change nothing about its shape: optional, nullable, default and transforms. */
function bare(schema: z.ZodType): z.ZodType {
  let at: unknown = schema;
  while (at instanceof z.ZodOptional || at instanceof z.ZodPipe || at instanceof z.ZodDefault) {
    at = at instanceof z.ZodPipe ? at.in : at.unwrap();
  }
  return at instanceof z.ZodType ? at : schema;
}

/** The alternatives of a union, unions in it opened; any other schema is its only alternative. */
export function alternatives(schema: z.ZodType): readonly z.ZodType[] {
  const inside = bare(schema);
  if (!(inside instanceof z.ZodUnion)) return [inside];
  return inside.options.flatMap(option => (option instanceof z.ZodType ? alternatives(option) : []));
}

/** The schema of what stands under a key, or undefined when nothing may. */
export function below(schema: z.ZodType, key: string | number): z.ZodType | undefined {
  for (const option of alternatives(schema)) {
    const found = childOf(option, key);
    if (found instanceof z.ZodType) return found;
  }
  return undefined;
}

function childOf(schema: z.ZodType, key: string | number): unknown {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
  }
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

/** The schema at a path, or undefined where the path leaves the schema. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  let at: z.ZodType | undefined = schema;
  for (const key of path) at = at && below(at, typeof key === 'symbol' ? '' : key);
  return at;
}

/** The keys an object may have at a path. */
export function keysOf(schema: z.ZodType | undefined): readonly string[] {
  if (!schema) return [];
  return alternatives(schema).flatMap(option =>
    option instanceof z.ZodObject ? Object.keys(option.shape) : [],
  );
}

/** What the schema says about itself, looked for in its wrappers from the outside in. */
export function descriptionOf(schema: z.ZodType | undefined): string | undefined {
  let at: unknown = schema;
  while (at instanceof z.ZodType) {
    if (at.description !== undefined) return at.description;
    at = at instanceof z.ZodPipe ? at.in : at instanceof z.ZodOptional ? at.unwrap() : undefined;
  }
  return undefined;
}

/** How a value looks, as the schema or one of its alternatives shows it. */
export function exampleOf(schema: z.ZodType | undefined): string | undefined {
  if (!schema) return undefined;
  const shown = alternatives(schema).flatMap(option => option.meta()?.examples ?? []);
  return shown.length === 0 ? undefined : String(shown[0]);
}
