import { DATABASE } from '../source.ts';
import type { Fault, Scene } from './fault.ts';

/** Changes the restored data behind everyone's back, as a restore that went wrong would. */
function damage(sql: string): (scene: Scene) => Promise<void> {
  return async scene => {
    const client = await scene.target().primary.connect({ database: DATABASE });
    try {
      await client.query('set session_replication_role = replica');
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
}

function dataFault(name: string, says: string, reason: Fault['reason'], sql: string): Fault {
  return { name, says, reason, before: { validate: damage(sql) } };
}

/** Keeps a table locked: whoever reads it waits. The lock goes when the instance does. */
async function lockEntries(scene: Scene): Promise<void> {
  const client = await scene.target().primary.connect({ database: DATABASE });
  await client.query('begin');
  await client.query('lock table entries in access exclusive mode');
}

export const DATA_FAULTS: readonly Fault[] = [
  dataFault(
    'missing-rows',
    'every seventh entry is missing after the restore',
    'missing-rows',
    'delete from entries where id > 0 and id % 7 = 0',
  ),
  dataFault(
    'extra-rows',
    'entries came back that nobody wrote',
    'extra-rows',
    "insert into entries (id, account, cents, note) select 1000000000 + g, 1, 0, 'extra' from generate_series(1, 10) g",
  ),
  dataFault(
    'changed-rows',
    'amounts of entries changed in the restore',
    'changed-rows',
    'update entries set cents = cents + 1 where id % 11 = 0',
  ),
  dataFault(
    'wrong-answer',
    'the application gets another answer than it should',
    'wrong-answer',
    'update entries set cents = cents + 1 where id = -1',
  ),
  dataFault(
    'orphaned-rows',
    'accounts are gone while their entries are there',
    'foreign-key',
    'delete from accounts where id = 7',
  ),
  dataFault('lost-index', 'an index did not come back', 'lost-index', 'drop index entries_by_account'),
  dataFault('lost-markers', 'no marker came back: the loss cannot be small', 'rpo', 'delete from markers'),
  {
    name: 'validation-timeout',
    says: 'the restored database does not answer the checks in time',
    reason: 'validation-timeout',
    request: request => ({ ...request, checks: { ...request.checks, withinSeconds: 1 } }),
    before: { validate: lockEntries },
  },
];
