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
