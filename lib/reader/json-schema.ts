import { z } from 'zod';
import { agreementSchema } from '../promises/agreement.ts';
import { environmentSchema } from '../promises/environment.ts';
import { TERM_NAMES } from '../promises/terms.ts';

export type SchemaName = 'agreement' | 'environment';

/** Where each schema is kept, from the root of the repository; the files of its folder name it in their first line. */
export const SCHEMA_FILES: Readonly<Record<SchemaName, string>> = {
  agreement: 'agreements/agreement.schema.json',
  environment: 'environments/environment.schema.json',
};

const SOURCES = { agreement: agreementSchema, environment: environmentSchema } as const;
const TITLES = {
  agreement: 'A service-level agreement that Covenant compiles',
  environment: 'A place in AWS where Covenant keeps an agreement',
} as const;

type Json = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema (draft-07, what the YAML servers of editors read) of what a person writes: units are texts.
 * It is generated, so that it can never say anything else than the reader does.
 */
export function jsonSchema(name: SchemaName): Json {
  const generated = z.toJSONSchema(SOURCES[name], {
    target: 'draft-7',
    io: 'input',
    reused: 'inline',
    override: ({ jsonSchema: node }) => withoutOwnFormats(node),
  });
  const { $schema, ...rest } = generated;
  const definitions = termDefinitions(rest);
  return { $schema, title: TITLES[name], ...shared(rest, definitions), definitions };
}

/** Formats that only zod knows; their pattern says the same. */
function withoutOwnFormats(node: Json): void {
  if (node.format !== undefined && !['email', 'uri'].includes(node.format)) delete node.format;
  if (node.format !== undefined) delete node.pattern;
}

/** One definition for each term, so that the file stays small and readable. */
function termDefinitions(schema: Json): Record<string, Json> {
  const terms = findTerms(schema);
  return Object.fromEntries(
    TERM_NAMES.flatMap(name => {
      const term = terms?.[name];
      return isSchema(term) ? [[name, term]] : [];
    }),
  );
}

/** The first set of properties that holds every term. */
function findTerms(node: unknown): Record<string, unknown> | undefined {
  if (Array.isArray(node)) return node.map(findTerms).find(found => found !== undefined);
  if (!isSchema(node)) return undefined;
  const { properties } = node;
  if (properties && TERM_NAMES.every(name => name in properties)) return properties;
  return Object.values(node)
    .map(findTerms)
    .find(found => found !== undefined);
}

/** Replaces every copy of a term by a reference to its definition. */
function shared<T>(node: T, definitions: Readonly<Record<string, Json>>): T {
  const texts = new Map(Object.entries(definitions).map(([name, term]) => [JSON.stringify(term), name]));
  const text = JSON.stringify(node, (_key, value: unknown) => {
    const name = isSchema(value) && value.type === 'object' ? texts.get(JSON.stringify(value)) : undefined;
    return name === undefined ? value : { $ref: `#/definitions/${name}` };
  });
  return JSON.parse(text);
}

function isSchema(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of the file that editors read. */
export function jsonSchemaText(name: SchemaName): string {
  return `${JSON.stringify(jsonSchema(name), null, 1)}\n`;
}
