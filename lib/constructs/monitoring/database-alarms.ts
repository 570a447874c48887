import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Topology } from '../../promises/databases/topologies.ts';
import type { Marks } from '../../promises/evidence.ts';
import { type AlarmGround, type WatchProps, watch } from './alarm.ts';

export interface DatabaseAlarmsProps {
  readonly ground: AlarmGround;
  readonly identifier: string;
  readonly topology: Topology;
  /** From `capacityOf`: what the thresholds are shares of. */
  readonly memoryGiB: number;
  readonly storageGiB: number;
  /** Whom it serves, in words. */
  readonly customers: string;
  readonly marks: Pick<Marks, 'plan' | 'tenant'>;
}

const GIB = 1024 ** 3;
/** Shares at which there is still time to act; none is promised to anybody. */
const BUSY_CPU_PERCENT = 80;
const LOW_STORAGE_SHARE = 0.1;
const LOW_MEMORY_SHARE = 0.05;
/** PostgreSQL on RDS allows memory / 9,531,392 connections and at most 5,000 (CHAP_Limits). */
const BYTES_PER_CONNECTION = 9_531_392;
const MOST_CONNECTIONS = 5_000;
const BUSY_CONNECTIONS_SHARE = 0.8;
/** Seconds a standby may lag behind before a failover would take noticeably longer. */
const LAG_SECONDS = 30;

interface Watched {
  readonly id: string;
  readonly runbook: string;
  readonly says: string;
  readonly metric: string;
  readonly statistic: WatchProps['statistic'];
  readonly rings: WatchProps['rings'];
  readonly threshold: number;
}

/** Enhanced monitoring of one database (TIER-1): CPU, memory, storage, connections and, where there are readers, lag. */
export class DatabaseAlarms extends Construct {
  readonly alarms: readonly cloudwatch.CfnAlarm[];

  constructor(scope: Construct, id: string, props: DatabaseAlarmsProps) {
    super(scope, id);
    this.alarms = watchedOf(props).map(({ id: each, ...watched }) =>
      watch(this, each, props.ground, {
        ...watched,
        namespace: 'AWS/RDS',
        dimensions: { [dimensionOf(props.topology)]: props.identifier },
        hurts: `${props.customers}, whose data is in ${props.identifier}`,
        // RDS reports every minute: silence means that the database does not run.
        silence: 'breaching',
        marks: { ...props.marks, role: props.identifier },
      }),
    );
  }
}

/** An instance has metrics of its own; a cluster's are by cluster. */
function dimensionOf(topology: Topology): 'DBInstanceIdentifier' | 'DBClusterIdentifier' {
  switch (topology) {
    case 'single-instance':
    case 'multi-az-instance':
      return 'DBInstanceIdentifier';
    case 'aurora':
    case 'multi-az-cluster':
      return 'DBClusterIdentifier';
  }
}

function watchedOf(props: DatabaseAlarmsProps): readonly Watched[] {
  const memory = props.memoryGiB * GIB;
  const connections = Math.min(MOST_CONNECTIONS, Math.floor(memory / BYTES_PER_CONNECTION));
  const name = props.identifier;
  return [
    {
      id: 'Cpu',
      runbook: 'database-cpu',
      says: `The database ${name} is busy.`,
      ...{ metric: 'CPUUtilization', statistic: 'Average', rings: 'above', threshold: BUSY_CPU_PERCENT },
    },
    {
      id: 'Memory',
      runbook: 'database-memory',
      says: `The database ${name} has little memory left.`,
      ...{
        metric: 'FreeableMemory',
        statistic: 'Minimum',
        rings: 'below',
        threshold: memory * LOW_MEMORY_SHARE,
      },
    },
    {
      id: 'Connections',
      runbook: 'database-connections',
      says: `The database ${name} has few connections left.`,
      ...{ metric: 'DatabaseConnections', statistic: 'Maximum', rings: 'above' },
      threshold: Math.floor(connections * BUSY_CONNECTIONS_SHARE),
    },
    ...storageOf(props),
    ...lagOf(props),
  ];
}

/** Aurora's storage grows by itself. */
function storageOf({ topology, identifier, storageGiB }: DatabaseAlarmsProps): readonly Watched[] {
  if (topology === 'aurora') return [];
  return [
    {
      id: 'Storage',
      runbook: 'database-storage',
      says: `The database ${identifier} has little storage left.`,
      ...{ metric: 'FreeStorageSpace', statistic: 'Minimum', rings: 'below' },
      threshold: storageGiB * GIB * LOW_STORAGE_SHARE,
    },
  ];
}

/** A standby of an instance is synchronous and cannot be read: it has no lag to watch. */
function lagOf({ topology, identifier }: DatabaseAlarmsProps): readonly Watched[] {
  const says = `A copy of the database ${identifier} lags behind.`;
  const common = { id: 'Lag', runbook: 'database-lag', says, statistic: 'Maximum', rings: 'above' } as const;
  switch (topology) {
    case 'single-instance':
    case 'multi-az-instance':
      return [];
    case 'multi-az-cluster':
      return [{ ...common, metric: 'ReplicaLag', threshold: LAG_SECONDS }];
    case 'aurora':
      return [{ ...common, metric: 'AuroraReplicaLagMaximum', threshold: LAG_SECONDS * 1000 }];
  }
}
