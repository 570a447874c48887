import { CovenantError } from '../../agreement/errors.ts';
import type { Terms } from '../terms.ts';
import { type Place, REQUIREMENTS, type Reason } from './requirements.ts';
import { TOPOLOGIES, TOPOLOGY_FACTS, type Topology } from './topologies.ts';

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
