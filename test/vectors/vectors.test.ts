import { solve } from './solve.ts';
import { readVectors, type Values, VECTORS_FILE, type Vector } from './vector.ts';

const VECTORS = readVectors(VECTORS_FILE);

/** Only the keys that a vector expects; a missing one shows as undefined and fails. */
function only(keys: Values, found: Values): Values {
  return Object.fromEntries(Object.keys(keys).map(key => [key, found[key]]));
}

function holds(vector: Vector, expected: Values, alternative?: string): void {
  expect(only(expected, solve(vector, expected, alternative))).toEqual(expected);
}

test('there are vectors, and no id twice', () => {
  expect(VECTORS.length).toBeGreaterThan(0);
  expect(new Set(VECTORS.map(({ id }) => id)).size).toBe(VECTORS.length);
});

describe.each(VECTORS.map(vector => [vector.id, vector] as const))('%s', (id, vector) => {
  test(`${id} ${vector.title}`, () => holds(vector, vector.expected));

  for (const [name, expected] of Object.entries(vector.alternatives)) {
    test(`${id} ${vector.title} · ${name}`, () => holds(vector, expected, name));
  }
});
