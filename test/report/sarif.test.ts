import { Ajv } from 'ajv';
import { sarif } from '../../lib/report/sarif.ts';
import { checks } from '../audit/fixtures.ts';
import { fine, mixed } from './fixtures.ts';

const from = (result: ReturnType<typeof mixed>['result']) => ({
  result,
  folder: 'cdk.out',
  agreementFile: 'agreements/small.yaml',
  lineOfClause: (id: string) => (id === 'S-2' ? 4 : 3),
});
const run = (result: ReturnType<typeof mixed>['result']) => {
  const log = JSON.parse(JSON.stringify(sarif([from(result)], checks)));
  return { log, driver: log.runs[0].tool.driver, results: log.runs[0].results };
};

/** The parts of the standard's schema that this log uses, closed, so that a misspelled property is found. */
const message = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string' } },
};
const level = { enum: ['none', 'note', 'warning', 'error'] };
const closed = (required: readonly string[], properties: object) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
});
const list = (items: object) => ({ type: 'array', items });
const LOG_SCHEMA = closed(['version', 'runs'], {
  $schema: { type: 'string' },
  version: { const: '2.1.0' },
  runs: list(
    closed(['tool', 'results'], {
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      tool: closed(['driver'], {
        driver: closed(['name'], {
          name: { type: 'string' },
          version: { type: 'string' },
          rules: list(
            closed(['id'], {
              id: { type: 'string' },
              name: { type: 'string' },
              shortDescription: message,
              fullDescription: message,
              help: message,
              defaultConfiguration: closed([], { level }),
              properties: { type: 'object', properties: { tags: list({ type: 'string' }) } },
            }),
          ),
        }),
      }),
      results: list(
        closed(['message'], {
          ruleId: { type: 'string' },
          level,
          message,
          partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
          properties: { type: 'object' },
          locations: list(
            closed([], {
              physicalLocation: closed(['artifactLocation'], {
                artifactLocation: closed(['uri'], { uri: { type: 'string' }, uriBaseId: { type: 'string' } }),
                region: closed([], { startLine: { type: 'integer', minimum: 1 } }),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

test('nothing in it is unknown to the standard', () => {
  const validate = new Ajv().compile(LOG_SCHEMA);
  validate(run(mixed().result).log);
  expect(validate.errors).toBeNull();
});

test('a folder outside the sources is named by its whole address', () => {
  const { result } = mixed();
  const log = sarif([{ ...from(result), folder: '/srv/out' }], checks);
  expect(JSON.stringify(log)).toContain('"uri":"file:///srv/out/test-data.template.json"');
});

test('it is a SARIF 2.1.0 log with a described rule for each check', () => {
  const { log, driver } = run(mixed().result);
  expect(log).toMatchObject({
    version: '2.1.0',
    $schema: expect.stringContaining('sarif-schema-2.1.0.json'),
  });
  expect(driver.rules.map((rule: { id: string }) => rule.id)).toEqual(checks.map(({ rule }) => rule));
  for (const rule of driver.rules) {
    expect(rule.name).toMatch(/^[A-Z]\w+$/);
    expect(rule.fullDescription.text.length).toBeGreaterThan(20);
  }
});

test('a broken finding is an error on its line, an unknown one a warning on its clause', () => {
  const { results } = run(mixed().result);
  const places = results.map(
    (result: {
      ruleId: string;
      level: string;
      locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
    }) => {
      const place = result.locations[0]?.physicalLocation;
      return [result.ruleId, result.level, place?.artifactLocation.uri, place?.region.startLine];
    },
  );
  expect(places).toEqual([
    ['backups/retention', 'error', 'cdk.out/test-data.template.json', 32],
    ['backups/away', 'warning', 'agreements/small.yaml', 4],
  ]);
});

test('fingerprints do not move when lines do', () => {
  const moved = mixed().result;
  const shifted = {
    ...moved,
    clauses: moved.clauses.map(clause => ({
      ...clause,
      evidence: clause.evidence.map(item => ({ ...item, line: item.line + 5 })),
    })),
  };
  const prints = (result: typeof moved) =>
    run(result).results.map((item: { partialFingerprints: object }) => item.partialFingerprints);
  expect(prints(shifted)).toEqual(prints(moved));
  expect(new Set(prints(moved).map((print: object) => JSON.stringify(print))).size).toBe(2);
});

test('nothing broken, no error', () => {
  const { results } = run(fine().result);
  expect(results.map((result: { level: string }) => result.level)).toEqual(['warning']);
});
