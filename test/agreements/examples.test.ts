import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { loadAgreement, loadEnvironment } from '../../lib/reader/index.ts';
import { jsonSchema, jsonSchemaText, SCHEMA_FILES } from '../../lib/reader/json-schema.ts';
import { mentionsIn } from '../../lib/reader/references.ts';
import { ROOT } from '../../lib/root.ts';
import { AGREEMENTS, ENVIRONMENTS } from '../reader/example.ts';

const path = (folder: string, name: string) => join(ROOT, folder, `${name}.yaml`);

/** How many clauses each source text has; a clause that is left out here would be promised to nobody. */
const CLAUSES = {
  'predictive-database-operations': ['OPS', 13],
  'sovereign-node': ['NODE', 12],
  'enterprise-tiers': ['TIER', 9],
  'alert-agent': ['AGENT', 19],
  'reserved-capacity-pricing': ['CAP', 8],
} as const;

test.each(AGREEMENTS)('%s states every clause, and a term keeps each', name => {
  const { agreement, problems } = loadAgreement(path('agreements', name));
  expect(problems.filter(problem => problem.severity === 'error')).toEqual([]);
  const [prefix, count] = CLAUSES[name];
  const wanted = Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
  expect(Object.keys(agreement?.clauses ?? {})).toEqual(wanted);
  const kept = new Set(
    mentionsIn([agreement?.['every-plan'], agreement?.plans], []).map(mention => mention.clause),
  );
  expect(wanted.filter(id => !kept.has(id))).toEqual([]);
});

test.each([
  ['predictive-database-operations', ['COV-ABOVE-SERIAL-CHAIN']],
  ['sovereign-node', ['COV-ABOVE-SERIAL-CHAIN']],
  ['enterprise-tiers', ['COV-ABOVE-SERIAL-CHAIN', 'COV-TIME-ZONE']],
  [
    'alert-agent',
    ['COV-ABOVE-SERIAL-CHAIN', 'COV-BILLING-UNSTATED', 'COV-EXCLUDED-AND-COUNTED', 'COV-QUOTA-HOUR'],
  ],
  ['reserved-capacity-pricing', ['COV-LIMIT-UNSTATED']],
])("%s shows its source's own tensions as warnings, each with what was chosen", (name, codes) => {
  const { problems } = loadAgreement(path('agreements', name));
  const tensions = problems.filter(problem => problem.code !== 'COV-SOURCE-OPEN');
  expect([...new Set(tensions.map(problem => problem.code))].toSorted()).toEqual(codes);
  for (const problem of tensions) {
    expect(problem.severity).toBe('warning');
    expect(problem.message).toContain('; chosen: ');
  }
});

test.each(ENVIRONMENTS)('environment %s has no errors under its agreement', name => {
  const { environment, agreement, problems } = loadEnvironment(path('environments', name));
  expect(problems.filter(problem => problem.severity === 'error')).toEqual([]);
  expect(environment?.environment).toBe(name);
  expect(agreement).toBeDefined();
});

test('every agreement has an environment in production', () => {
  const kept = ENVIRONMENTS.map(name => loadEnvironment(path('environments', name)))
    .filter(loaded => loaded.environment?.stage === 'production')
    .map(loaded => loaded.agreement?.agreement);
  expect(kept.toSorted()).toEqual([...AGREEMENTS]);
});

describe('the JSON Schemas', () => {
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
  const schemas = { agreement: jsonSchema('agreement'), environment: jsonSchema('environment') };
  const compiled = {
    agreement: ajv.compile(schemas.agreement),
    environment: ajv.compile(schemas.environment),
  };

  test.each(['agreement', 'environment'] as const)(
    '%s.schema.json is in step; if not, run npm run schema',
    name => {
      expect(readFileSync(join(ROOT, SCHEMA_FILES[name]), 'utf8')).toBe(jsonSchemaText(name));
      expect(schemas[name].$schema).toBe('http://json-schema.org/draft-07/schema#');
    },
  );

  test.each([
    ...AGREEMENTS.map(name => ['agreements', name, 'agreement'] as const),
    ...ENVIRONMENTS.map(name => ['environments', name, 'environment'] as const),
  ])('%s/%s is valid, and names its schema in its first line', (folder, name, kind) => {
    const text = readFileSync(path(folder, name), 'utf8');
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=./${kind}.schema.json`);
    compiled[kind](parse(text));
    expect(compiled[kind].errors ?? []).toEqual([]);
  });

  test('refuse what the reader refuses', () => {
    const text = readFileSync(path('agreements', 'enterprise-tiers'), 'utf8');
    for (const [from, to] of [
      ['every: 1d', 'every: 1 day'],
      ['survives: zone-loss', 'survives: zones'],
      ['monitoring:', 'monitorin:'],
      ['promise: 99.99%', 'promise: 99.99'],
    ] as const) {
      expect(text).toContain(from);
      expect(compiled.agreement(parse(text.replace(from, to)))).toBe(false);
    }
  });

  test('explain every key to whoever hovers over it', () => {
    const bare: string[] = [];
    collectBare(schemas.agreement, 'agreement', bare);
    collectBare(schemas.environment, 'environment', bare);
    expect(bare).toEqual([]);
  });
});

/** Every property that an editor could show nothing about. A reference is explained where it leads. */
function collectBare(node: unknown, at: string, bare: string[]): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties') {
      for (const [name, property] of Object.entries(value ?? {})) {
        const explained =
          typeof property === 'object' &&
          property !== null &&
          ('description' in property || '$ref' in property);
        if (!explained) bare.push(`${at}.${name}`);
        collectBare(property, `${at}.${name}`, bare);
      }
    } else collectBare(value, at, bare);
  }
}
