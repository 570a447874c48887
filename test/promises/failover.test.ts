import fc from 'fast-check';
import { timingFor, trafficMovesWithin } from '../../lib/promises/failover/rules.ts';

test('whatever timing is chosen keeps the promise, and a longer promise is never kept more hastily', () => {
  fc.assert(
    fc.property(fc.integer({ min: 15, max: 600 }), within => {
      const timing = timingFor(within);
      const relaxed = timingFor(within + 60);
      if (!timing || !relaxed) throw new Error('no timing');
      expect(trafficMovesWithin(timing)).toBeLessThanOrEqual(within);
      expect(trafficMovesWithin(relaxed)).toBeGreaterThanOrEqual(trafficMovesWithin(timing));
    }),
  );
});

test('nothing moves traffic in less than a failed probe and its TTL', () => {
  expect(timingFor(14)).toBeUndefined();
  expect(timingFor(15)).toEqual({ interval: 10, failures: 1, ttl: 5 });
  expect(timingFor(150)).toEqual({ interval: 30, failures: 3, ttl: 60 });
});
