import { CovenantError } from '../../agreement/errors.ts';
import { compareFractions, parsePercent } from '../../agreement/units/index.ts';
import type { Environment } from '../environment.ts';
import type { Terms } from '../terms.ts';

/** How a database is laid out over availability zones, cheapest first. */
export const TOPOLOGIES = ['single-instance', 'multi-az-instance', 'aurora', 'multi-az-cluster'] as const;
export type Topology = (typeof TOPOLOGIES)[number];

export interface TopologyFacts {
  readonly title: string;
  /** Copies of the database that are paid for; Aurora's instances cost about a sixth more each. */
  readonly costs: string;
  /** The longest documented failover, in seconds; undefined: it has none. */
  readonly failsOverWithin?: number | undefined;
  /** Availability zones it needs. */
  readonly zones: number;
  readonly survivesZoneLoss: boolean;
  /** Whether automated backups, and with them any second, can be restored in another region. */
  readonly replicatesAutomatedBackups: boolean;
  /** Whether the restore machine can restore it, and so drill it. */
  readonly drillable: boolean;
}

/**
 * Failover: fact 17 for RDS; for Aurora "typically restored in less than 60 seconds" (AuroraUserGuide,
 * Concepts.AuroraHighAvailability). Replicated automated backups: fact 7 (USER_ReplicateBackups); Aurora has no
 * such replication. Multi-AZ clusters need three zones (multi-az-db-clusters-concepts). A restored Aurora cluster has
 * no instances until somebody makes them (AuroraUserGuide, aurora-restore-snapshot), which the restore machine does not.
 */
export const TOPOLOGY_FACTS: Readonly<Record<Topology, TopologyFacts>> = {
  'single-instance': {
    title: 'RDS instance in one zone',
    costs: '1 instance',
    zones: 1,
    survivesZoneLoss: false,
    replicatesAutomatedBackups: true,
    drillable: true,
  },
  'multi-az-instance': {
    title: 'RDS instance with a standby in another zone',
    costs: '2 instances',
    failsOverWithin: 120,
    zones: 2,
    survivesZoneLoss: true,
    replicatesAutomatedBackups: true,
    drillable: true,
  },
  aurora: {
    title: 'Aurora with a reader in another zone',
    costs: '2 instances at about a sixth more, and I/O',
    failsOverWithin: 60,
    zones: 2,
    survivesZoneLoss: true,
    replicatesAutomatedBackups: false,
    drillable: false,
  },
  'multi-az-cluster': {
    title: 'RDS cluster with two readable standbys',
    costs: '3 instances',
    failsOverWithin: 35,
    zones: 3,
    survivesZoneLoss: true,
    replicatesAutomatedBackups: false,
    drillable: true,
  },
};

/** One promise and what it asks of the topology. */
export interface Reason {
  /** The term, such as `failover.within`. */
  readonly promise: string;
  readonly because: string;
}

export interface WeighedTopology {
  readonly topology: Topology;
  /** What it cannot keep; empty when it keeps everything. */
  readonly breaks: readonly Reason[];
}

export interface TopologyChoice {
  readonly topology: Topology;
  /** The promises that led to it, and how it keeps each. */
  readonly keeps: readonly Reason[];
  /** The cheaper ones, and the dearer ones that would also do. */
  readonly rejected: readonly { readonly topology: Topology; readonly reasons: readonly Reason[] }[];
}

/** No topology keeps every promise; the message says which of them exclude each other. */
export class NoTopologyError extends CovenantError {
  override readonly name = 'NoTopologyError';
}

type Place = Pick<Environment, 'primary'>;
type Requirement = (terms: Terms, facts: TopologyFacts, place: Place) => Reason | undefined;

const REQUIREMENTS: readonly Requirement[] = [
  availability,
  survival,
  automatic,
  within,
  pointInTimeAway,
  tested,
  zones,
];

/** Every topology and what it would break, cheapest first. */
export function weighTopologies(terms: Terms, place: Place): readonly WeighedTopology[] {
  return TOPOLOGIES.map(topology => ({
    topology,
    breaks: REQUIREMENTS.flatMap(broken => broken(terms, TOPOLOGY_FACTS[topology], place) ?? []),
  }));
}

/**
 * The cheapest topology that keeps what was promised about the database, its failover and its copies.
 * @throws NoTopologyError when none does.
 */
export function chooseTopology(terms: Terms, place: Place): TopologyChoice {
  const weighed = weighTopologies(terms, place);
  const chosen = weighed.find(each => each.breaks.length === 0);
  if (!chosen) throw new NoTopologyError(`no database topology keeps every promise: ${summary(weighed)}`);
  const dearer = { promise: 'cost', because: `${chosen.topology} keeps every promise for less` };
  const rejected = weighed.filter(each => each !== chosen);
  return {
    topology: chosen.topology,
    keeps: kept(terms, chosen.topology),
    rejected: rejected.map(each => ({
      topology: each.topology,
      reasons: each.breaks.length > 0 ? each.breaks : [dearer],
    })),
  };
}

function summary(weighed: readonly WeighedTopology[]): string {
  return weighed
    .map(each => `${each.topology}: ${each.breaks.map(reason => reason.because).join(', ')}`)
    .join('; ');
}

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

function kept(terms: Terms, topology: Topology): readonly Reason[] {
  const facts = TOPOLOGY_FACTS[topology];
  const { databases, failover, backups } = terms;
  const reasons: readonly (Reason | false | undefined)[] = [
    databases && {
      promise: 'databases.survives',
      because: `${databases.survives}: a copy runs in another zone`,
    },
    failover?.automatic && {
      promise: 'failover.automatic',
      because: 'RDS promotes the other copy by itself',
    },
    failover?.within && {
      promise: 'failover.within',
      because: `${failover.within.text}: it takes at most ${facts.failsOverWithin} s`,
    },
    backups?.['point-in-time']?.away && {
      promise: 'backups.point-in-time.away',
      because: 'its automated backups are replicated to the recovery region',
    },
  ];
  return reasons.filter(reason => reason !== undefined && reason !== false);
}
