import { takeBaseBackup } from './base-backup.ts';
import { type Cluster, SUPERUSER } from './cluster.ts';
import type { Relay } from './relay.ts';
import type { Settings } from './settings.ts';
import { until } from './time.ts';

export interface StandbyOptions {
  /** Its name at the primary; also names its replication slot. Lower-case letters, digits and underscores. */
  readonly name: string;
  /** The link to the primary, so that it can be cut. */
  readonly link: Relay;
  /** Whether the primary acknowledges a commit only when the standby has it on disk. */
  readonly synchronous: boolean;
  /** Where and when it archives. @default with its primary, from now on, as one that takes over must */
  readonly archive?: Settings | undefined;
}

/** Were it only `on`, segments that the old primary had not archived would be missing after a failover. */
const WITH_ITS_PRIMARY: Settings = { archive_mode: 'always' };

/** Makes a standby from a running primary and waits until it streams. */
export async function makeStandby(
  primary: Cluster,
  standby: Cluster,
  options: StandbyOptions,
): Promise<void> {
  await primary.query('select pg_create_physical_replication_slot($1, true)', [options.name]);
  await takeBaseBackup(primary, standby.data);
  const { password } = primary.workspace;
  const place = `host=127.0.0.1 port=${options.link.port} user=${SUPERUSER} password=${password}`;
  standby.configure({
    ...(options.archive ?? WITH_ITS_PRIMARY),
    primary_conninfo: `${place} application_name=${options.name} connect_timeout=2`,
    primary_slot_name: options.name,
    recovery_target_timeline: 'latest',
    wal_receiver_status_interval: '1s',
    wal_receiver_timeout: '10s',
    synchronous_standby_names: '',
    restore_command: '',
  });
  standby.signalFile('standby.signal');
  await standby.start();
  await standby.ready();
  if (options.synchronous) await waitForStandby(primary, options.name);
  await until(`${options.name} streaming`, () => isStreaming(primary, options), { every: 20 });
}

async function waitForStandby(primary: Cluster, name: string): Promise<void> {
  await primary.query(`alter system set synchronous_standby_names = 'FIRST 1 (${name})'`);
  await primary.query('select pg_reload_conf()');
}

async function isStreaming(primary: Cluster, options: StandbyOptions): Promise<true | undefined> {
  const sql = 'select state, sync_state from pg_stat_replication where application_name = $1';
  const [found] = await primary.query(sql, [options.name]);
  const inStep = !options.synchronous || found?.sync_state === 'sync';
  return (found?.state === 'streaming' && inStep) || undefined;
}
