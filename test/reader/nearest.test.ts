import fc from 'fast-check';
import { advise, distance, nearest } from '../../lib/reader/nearest.ts';

test.each([
  ['backups', 'backups', 0],
  ['bakcups', 'backups', 1],
  ['backup', 'backups', 1],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
])('%s is %s after %i slips', (a, b, steps) => {
  expect(distance(a, b)).toBe(steps);
});

test('the distance is symmetric, and zero only for the same word', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, b) === 0).toBe(a === b);
    }),
  );
});

test('a word nobody could have meant gets the whole list', () => {
  expect(nearest('zebra', ['backups', 'limits'])).toBeUndefined();
  expect(advise('zebra', ['backups', 'limits'])).toBe('write one of: backups, limits');
  expect(advise('limit', ['backups', 'limits'])).toBe('write limits');
});
