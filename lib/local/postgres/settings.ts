/** PostgreSQL settings as they are written in its configuration file. */
export type Settings = Readonly<Record<string, string | number>>;

/** The settings every local cluster starts from. */
export const BASE_SETTINGS: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Below the data folder, so that a killed server leaves nothing in /dev/shm.
  dynamic_shared_memory_type: 'mmap',
  shared_buffers: '32MB',
  max_connections: 40,
  wal_level: 'replica',
  max_wal_senders: 8,
  wal_log_hints: 'on',
  hot_standby: 'on',
  // Which rows had been committed at the restore point is judged by commit times.
  track_commit_timestamp: 'on',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};

/** Later lines win over earlier ones, which is how a restored cluster overrides what it copied. */
export function settingLines(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'\n`)
    .join('');
}
