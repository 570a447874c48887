import { compareFractions, parsePercent } from '../../agreement/units/index.ts';
import type { Environment } from '../environment.ts';
import type { Terms } from '../terms.ts';
import type { TopologyFacts } from './topologies.ts';

/** One promise and what it asks of the topology. */
export interface Reason {
  /** The term, such as `failover.within`. */
  readonly promise: string;
  readonly because: string;
}

export type Place = Pick<Environment, 'primary'>;

type Requirement = (terms: Terms, facts: TopologyFacts, place: Place) => Reason | undefined;

export const REQUIREMENTS: readonly Requirement[] = [
  availability,
  survival,
  automatic,
  within,
  pointInTimeAway,
  tested,
  zones,
];

/** AWS's own promise for an RDS instance in one zone (aws.amazon.com/rds/sla). */
const SINGLE_INSTANCE_SLA = parsePercent('99.5%');

function availability(terms: Terms, facts: TopologyFacts): Reason | undefined {
  const promise = terms.availability?.promise;
  if (!promise || facts.survivesZoneLoss) return undefined;
  if (compareFractions(promise.fraction, SINGLE_INSTANCE_SLA.fraction) <= 0) return undefined;
  const because = `${promise.text} is promised, and AWS promises ${SINGLE_INSTANCE_SLA.text} for it`;
  return { promise: 'availability.promise', because };
}

function survival(terms: Terms, facts: TopologyFacts): Reason | undefined {
  if (!terms.databases || facts.survivesZoneLoss) return undefined;
  return { promise: 'databases.survives', because: `it is down until AWS replaces the instance or its zone` };
}

function automatic(terms: Terms, facts: TopologyFacts): Reason | undefined {
  if (!terms.failover?.automatic || facts.failsOverWithin) return undefined;
  return { promise: 'failover.automatic', because: 'it has nothing to fail over to' };
}

function within(terms: Terms, facts: TopologyFacts): Reason | undefined {
  const promised = terms.failover?.within;
  if (!promised || (facts.failsOverWithin ?? Number.POSITIVE_INFINITY) <= promised.seconds) return undefined;
  const takes = facts.failsOverWithin
    ? `a failover may take ${facts.failsOverWithin} s`
    : 'it has no failover';
  return { promise: 'failover.within', because: `${takes} and ${promised.text} is promised` };
}

function pointInTimeAway(terms: Terms, facts: TopologyFacts): Reason | undefined {
  if (!terms.backups?.['point-in-time']?.away || facts.replicatesAutomatedBackups) return undefined;
  return {
    promise: 'backups.point-in-time.away',
    because: 'its automated backups cannot be replicated to another region',
  };
}

function tested(terms: Terms, facts: TopologyFacts): Reason | undefined {
  if (!terms.backups?.tested || facts.drillable) return undefined;
  return {
    promise: 'backups.tested',
    because: 'the restore machine cannot restore it, so no drill proves it',
  };
}

function zones(_terms: Terms, facts: TopologyFacts, place: Place): Reason | undefined {
  if (place.primary.zones.length >= facts.zones) return undefined;
  return {
    promise: 'primary.zones',
    because: `it needs ${facts.zones} zones and the environment names ${place.primary.zones.length}`,
  };
}
