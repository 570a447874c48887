import type { ProbeInterval } from '../availability/probes.ts';
import type { Terms } from '../terms.ts';

/** How fast traffic moves: detection takes interval x failures, then resolvers keep the old answer for the TTL. Seconds. */
export interface FailoverTiming {
  readonly interval: ProbeInterval;
  readonly failures: number;
  readonly ttl: number;
}

/** Gentlest first: slow probes and a long TTL cost the least and flap the least. */
const TIMINGS: readonly FailoverTiming[] = [
  { interval: 30, failures: 3, ttl: 60 },
  { interval: 30, failures: 2, ttl: 30 },
  { interval: 10, failures: 3, ttl: 30 },
  { interval: 10, failures: 3, ttl: 10 },
  { interval: 10, failures: 2, ttl: 10 },
  { interval: 10, failures: 1, ttl: 5 },
];

/** The longest time until traffic reaches the recovery region, in seconds. */
export function trafficMovesWithin({ interval, failures, ttl }: FailoverTiming): number {
  return interval * failures + ttl;
}

/** The gentlest timing that keeps the promise; undefined when not even the sharpest does. */
export function timingFor(withinSeconds: number): FailoverTiming | undefined {
  return TIMINGS.find(timing => trafficMovesWithin(timing) <= withinSeconds);
}

/** The tightest promise that traffic moves to the recovery region, in seconds; undefined where nobody promises it. */
export function regionFailoverWithin(all: readonly Terms[]): number | undefined {
  const promised = all.flatMap(terms => terms.failover?.region?.['traffic-within'].seconds ?? []);
  return promised.length === 0 ? undefined : Math.min(...promised);
}
