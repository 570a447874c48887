import { parseAgreement } from '../../lib/reader/index.ts';
import { example } from './example.ts';

/** What is reported after one piece of the operations example is replaced. */
function after(from: string, to: string, name = 'predictive-database-operations') {
  const text = example(name);
  expect(text).toContain(from);
  const changed = text.replace(from, to);
  const { problems } = parseAgreement('x.yaml', changed);
  return { problems, place: (needle: string) => placeOf(changed, needle) };
}

function placeOf(text: string, needle: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(needle)).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

test('an unknown key is shown at the key, with the nearest name', () => {
  const { problems, place } = after(
    '    backups:\n      clause: OPS-12',
    '    bakcups:\n      clause: OPS-12',
  );
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'COV-UNKNOWN-KEY', fix: 'write backups', ...place('bakcups') }),
  );
});

test('a missing key is shown at its section, with what to write', () => {
  const { problems } = after('      every: 1d\n', '');
  const found = problems.find(problem => problem.code === 'COV-MISSING-KEY');
  expect(found?.message).toBe('"every" is missing under plans.sandbox.backups');
  expect(found?.fix).toBe('add "every:", such as every: 30s');
});

test.each([
  ['keep: 7d', 'keep: 7', 'COV-WRONG-VALUE', /write a duration such as 30s/],
  ['keep: 7d', 'keep: 7 days', 'COV-WRONG-VALUE', /write a duration such as 30s/],
  ['keep: 7d', 'keep: -7d', 'COV-WRONG-VALUE', /cannot be negative/],
  ['promise: 99.9%', 'promise: 99.9', 'COV-WRONG-VALUE', /percentage with its sign/],
  ['promise: 99.9%', 'promise: 101%', 'COV-WRONG-VALUE', /between 0% and 100%/],
  ['calls: 5000/month', 'calls: 5000/year', 'COV-WRONG-VALUE', /quota such as 40000\/day.*unlimited/],
  ['survives: zone-loss', 'survives: zoneloss', 'COV-WRONG-VALUE', /^write zone-loss$/],
  ['automatic: true', 'automatic: yes please', 'COV-WRONG-TYPE', /true or false/],
  ['zone: Etc/UTC', 'zone: Mars/Olympus', 'COV-WRONG-VALUE', /IANA name/],
  ['effective: 2026-01-01', 'effective: 2026-02-30', 'COV-WRONG-VALUE', /not in the calendar/],
])('%s written as %s is %s', (from, to, code, fix) => {
  const { problems, place } = after(from, to);
  const found = problems.find(problem => problem.code === code);
  expect(found?.fix).toMatch(fix);
  const value = to.slice(to.indexOf(':') + 2);
  const at = place(to);
  expect(found).toMatchObject({ line: at.line, column: at.column + to.length - value.length });
});

test('a clause that stands twice is shown with both places', () => {
  const { problems, place } = after('  OPS-2: The', '  OPS-1: The');
  const first = place('OPS-1: Prod');
  const twice = problems.find(problem => problem.code === 'COV-CLAUSE-TWICE');
  expect(twice).toMatchObject(place('OPS-1: The'));
  expect(twice?.message).toContain(`first at line ${first.line}, column ${first.column}`);
});

test('a clause that is not in the table, and one that no term keeps', () => {
  const { problems, place } = after('clause: OPS-4,', 'clause: OPS-44,');
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'COV-CLAUSE-UNKNOWN', ...place('OPS-44') }),
  );
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'COV-CLAUSE-UNUSED', ...place('The database fails') }),
  );
});

test('broken YAML has a place, and is the only thing reported', () => {
  const { problems } = after('plans:\n', 'plans: [\n');
  expect(problems.length).toBeGreaterThan(0);
  for (const problem of problems) expect(problem).toMatchObject({ code: 'COV-YAML', severity: 'error' });
});

test.each([
  ['__proto__: { polluted: true }', 'COV-RESERVED-KEY'],
  ['constructor: 1', 'COV-RESERVED-KEY'],
  ['<<: *production-availability', 'COV-MERGE-KEY'],
  ['? [a, b]\n: 1', 'COV-KEY-NOT-TEXT'],
  ['later: *nowhere', 'COV-ANCHOR'],
  ['loop: &loop [*loop]', 'COV-ANCHOR'],
  ['tagged: !!js/function "x"', 'COV-YAML'],
  ['---\nsecond: document', 'COV-YAML'],
  [`deep: ${'['.repeat(60)}${']'.repeat(60)}`, 'COV-TOO-DEEP'],
])('%s is refused', (line, code) => {
  const text = `${example('predictive-database-operations')}\n${line}\n`;
  const { problems, agreement } = parseAgreement('x.yaml', text);
  expect(problems.map(problem => problem.code)).toContain(code);
  expect(agreement).toBeUndefined();
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('a problem in a repeated section is shown where the section is written', () => {
  const { problems, place } = after('commitment: target', 'commitment: targt');
  const found = problems.filter(problem => problem.code === 'COV-WRONG-VALUE');
  expect(found).toHaveLength(2);
  for (const problem of found) expect(problem).toMatchObject(place('targt'));
});

test('every problem says why and how to fix it, in one line each', () => {
  const { problems } = after('plans:\n', 'plan:\n');
  for (const { message, why, fix } of problems) {
    for (const text of [message, why, fix]) expect(text).toMatch(/^[^\n]{5,}$/);
  }
});

test.each([
  ['days: [mon, tue, wed, thu, fri], from', 'days: [mon, teu, wed, thu, fri], from', 'teu', /^write tue$/],
  ["from: '09:00'", "from: '9:00'", "'9:00'", /time of day as 09:00/],
  ['clause: [TIER-1, TIER-5]', 'clause: [TIER-1, tier-5]', 'tier-5', /clause id such as OPS-12/],
  ['hours: around-the-clock', 'hours: always', 'always', /keys and values, or around-the-clock/],
])('of several forms, the one that was meant is explained: %s', (from, to, at, fix) => {
  const { problems, place } = after(from, to, 'enterprise-tiers');
  const { line, column } = place(to);
  const found = problems.filter(problem => problem.line === line);
  expect(found[0]?.column).toBe(column + to.indexOf(at));
  expect(found[0]?.fix).toMatch(fix);
});

test('an unknown key inside one of several forms is named, not the whole form', () => {
  const { problems, place } = after("to: '18:00', zone", "till: '18:00', zone", 'enterprise-tiers');
  expect(problems).toContainEqual(expect.objectContaining({ code: 'COV-UNKNOWN-KEY', ...place('till') }));
  expect(problems).toContainEqual(
    expect.objectContaining({ code: 'COV-MISSING-KEY', message: expect.stringContaining('"to"') }),
  );
});
