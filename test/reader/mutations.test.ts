import fc from 'fast-check';
import { UnreadableInputError } from '../../lib/agreement/errors.ts';
import { parseAgreement } from '../../lib/reader/index.ts';
import { AGREEMENTS, example } from './example.ts';
import { SMALL } from './small.ts';

/** Of each small agreement; `npm run simulate` makes ten thousand in all. */
const RUNS = Number(process.env.COVENANT_MUTATIONS ?? 500);
const SEED = Number(process.env.COVENANT_SEED ?? Date.now() % 2 ** 31);

/** A number below a limit, from fast-check, so that a failure replays. */
type Pick = (below: number) => number;
type Mutation = (text: string, pick: Pick) => string;

const VALUES = [
  '',
  'null',
  'true',
  '0',
  '-1',
  '1e300',
  '.nan',
  '""',
  'x',
  '99.9',
  '7 days',
  '101%',
  '[]',
  '[[]]',
  '{}',
  '{ a: 1 }',
  '🙂',
  '*shared',
  '&x 1',
  '5/s',
  '9d',
  '5000/hour',
];
const KEYS = [
  '__proto__',
  'constructor',
  'clause',
  'plans',
  'backups',
  'keep',
  '<<',
  '1',
  '"a b"',
  'every-plan',
  '',
];
const NUMBERS = ['-1', '0', '00', '1.5', '-0.0', '9'.repeat(400), `0.${'0'.repeat(300)}1`, '1e9', '٣'];
const GARBAGE = [
  '\t',
  ': ',
  '- ',
  '"',
  "'",
  '{',
  ']',
  '*x',
  '&x ',
  '!!x ',
  '%',
  '---\n',
  '\u2028',
  '\ufffd',
  '<<: ',
  '\r',
  '#',
  '\u0000',
  '|',
  '>',
];

function oneOf(list: readonly string[], pick: Pick): string {
  return list[pick(list.length)] ?? '';
}

/** Replaces the n-th match of a pattern, where n is picked. */
function replaceOne(text: string, pattern: RegExp, pick: Pick, to: (match: string) => string): string {
  const matches = [...text.matchAll(pattern)];
  const match = matches[pick(matches.length)];
  if (match === undefined) return text;
  return text.slice(0, match.index) + to(match[0]) + text.slice(match.index + match[0].length);
}

function editLines(text: string, edit: (lines: string[]) => void): string {
  const lines = text.split('\n');
  edit(lines);
  return lines.join('\n');
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'delete lines': (text, pick) => editLines(text, lines => lines.splice(pick(lines.length), 1 + pick(3))),
  'repeat lines': (text, pick) =>
    editLines(text, lines => {
      const at = pick(lines.length);
      lines.splice(pick(lines.length), 0, ...lines.slice(at, at + 1 + pick(4)));
    }),
  'indent a line': (text, pick) =>
    replaceOne(text, /^ */gm, pick, spaces => spaces.slice(pick(3)) + ' '.repeat(pick(3))),
  'delete a key of a flow map': (text, pick) => replaceOne(text, /[\w-]+: [^,{}[\]\n]+, /g, pick, () => ''),
  'replace a value': (text, pick) =>
    replaceOne(text, /(?<=: )[^\s,{}[\]]+/g, pick, () => oneOf(VALUES, pick)),
  'rename a key': (text, pick) => replaceOne(text, /[\w-]+(?=:)/g, pick, () => oneOf(KEYS, pick)),
  'misspell a key': (text, pick) =>
    replaceOne(text, /[\w-]+(?=:)/g, pick, key => key.slice(1) + key.slice(0, 1)),
  'distort a number': (text, pick) => replaceOne(text, /\d+/g, pick, () => oneOf(NUMBERS, pick)),
  'insert garbage': (text, pick) => {
    const at = pick(text.length);
    return text.slice(0, at) + oneOf(GARBAGE, pick) + text.slice(at + pick(3));
  },
  'random bytes': (text, pick) => {
    const at = pick(text.length);
    return text.slice(0, at) + String.fromCharCode(pick(0xd800)) + text.slice(at + 1);
  },
  truncate: (text, pick) => text.slice(0, pick(text.length)),
};
const KINDS = Object.values(MUTATIONS);

/** What the reader says of a text; throws when it does not hold what it promises. */
function verdict(text: string, codes: Set<string>): string {
  try {
    const { problems, agreement } = parseAgreement('mutated.yaml', text);
    if (agreement === undefined && problems.length === 0) throw new Error('refused without a problem');
    for (const problem of problems) {
      codes.add(problem.code);
      const placed = problem.line >= 1 && problem.column >= 1 && problem.line <= text.split('\n').length;
      const worded = /^COV-/.test(problem.code) && problem.message && problem.why && problem.fix;
      if (!placed || !worded) throw new Error(`incomplete: ${JSON.stringify(problem)}`);
    }
    return JSON.stringify(problems);
  } catch (error) {
    if (error instanceof UnreadableInputError) return error.message;
    throw error;
  }
}

function mutate(before: string, runs: number): { changed: number; codes: Set<string> } {
  const codes = new Set<string>();
  let changed = 0;
  const kinds = fc.array(fc.nat(KINDS.length - 1), { minLength: 1, maxLength: 3 });
  const numbers = fc.array(fc.nat(2 ** 30), { minLength: 24, maxLength: 24 });
  fc.assert(
    fc.property(kinds, numbers, (chosen, given) => {
      let next = 0;
      const pick: Pick = below => (below === 0 ? 0 : (given[next++ % given.length] ?? 0) % below);
      const text = chosen.reduce((at, kind) => KINDS[kind]?.(at, pick) ?? at, before);
      const first = verdict(text, codes);
      if (next % 8 === 0) expect(verdict(text, codes)).toBe(first);
      if (text !== before) changed += 1;
    }),
    { numRuns: runs, seed: SEED },
  );
  return { changed, codes };
}

describe.each(Object.entries(SMALL))('a small agreement on %s', (_name, text) => {
  test('is without errors, so that every problem comes from a mutation', () => {
    const { problems } = parseAgreement('small.yaml', text);
    expect(problems.filter(problem => problem.severity === 'error')).toEqual([]);
  });

  test(`never crashes the reader in ${RUNS} mutations (COVENANT_SEED=${SEED})`, () => {
    const { changed, codes } = mutate(text, RUNS);
    expect(changed).toBeGreaterThan(RUNS * 0.8);
    // Otherwise the mutations would be too tame to prove anything.
    expect(codes.size).toBeGreaterThan(12);
  }, 120_000);
});

test.each(AGREEMENTS)(
  `100 mutations of %s (COVENANT_SEED=${SEED})`,
  name => {
    expect(mutate(example(name), 100).changed).toBeGreaterThan(70);
  },
  120_000,
);
