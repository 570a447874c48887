import type { Party } from './parties.ts';
import {
  measureTimes,
  runsOf,
  type StepEvent,
  type StepMeasurement,
  type StepTimes,
  timesOf,
} from './rules.ts';

/**
 * A late run is told of for so long after its time is over: three measurings, so that one which fails or an event that
 * comes late hides nothing. Milliseconds.
 */
const TOLD_FOR = 15 * 60_000;

/** The time that is looked at for a party's alarms: long enough for its longest step, in epoch milliseconds. */
export function windowToWatch({ steps }: Party, now: number): readonly [from: number, until: number] {
  const longest = Math.max(0, ...Object.values(steps).map(({ within }) => within.seconds));
  return [now - longest * 1000 - TOLD_FOR, now];
}

/** One step of a party as it is right now. */
export interface WatchedStep extends StepMeasurement {
  readonly party: string;
  readonly step: string;
}

/**
 * Measures what a party's tenants saw of late. Each tenant's events are paired by themselves: two tenants may call
 * different things by one name.
 */
export function watchParty(
  { party, steps }: Party,
  eventsOfTenants: readonly (readonly StepEvent[])[],
  now: number,
): readonly WatchedStep[] {
  return Object.entries(steps).map(([name, step]) => {
    const times = eventsOfTenants.map(events => timesOf(runsOf(step, events), now));
    return { party, step: name, ...measureTimes(step, joined(times)) };
  });
}

function joined(all: readonly StepTimes[]): StepTimes {
  return { ended: all.flatMap(({ ended }) => ended), open: all.flatMap(({ open }) => open) };
}
