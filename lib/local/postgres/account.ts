import { existsSync, readFileSync } from 'node:fs';

/** The operating-system account under which PostgreSQL runs. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root hands it to one of these. */
const UNPRIVILEGED = ['nobody', 'postgres', 'daemon'];

/** Undefined: PostgreSQL runs as the user who started Covenant. Otherwise root starts it as an unprivileged account. */
export function accountForPostgres(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return unprivileged() ?? { uid: 65_534, gid: 65_534 };
}

function unprivileged(): Account | undefined {
  if (!existsSync('/etc/passwd')) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  const users = lines.map(line => line.split(':'));
  for (const name of UNPRIVILEGED) {
    const user = users.find(fields => fields[0] === name);
    const uid = Number(user?.[2]);
    const gid = Number(user?.[3]);
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  return undefined;
}
