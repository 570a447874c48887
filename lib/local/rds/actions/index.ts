import {
  deleteAutomatedBackup,
  describeAutomatedBackups,
  startReplication,
  stopReplication,
} from './backups.ts';
import type { Action } from './call.ts';
import { createInstance } from './create.ts';
import { describeEvents } from './events.ts';
import { deleteInstance, describeInstances, modifyInstance, rebootInstance } from './instances.ts';
import { createReplica, promoteReplica } from './replicas.ts';
import { restoreFromSnapshot, restoreToPointInTime } from './restore.ts';
import { createSnapshot, deleteSnapshot, describeSnapshots } from './snapshots.ts';
import { addTags, listTags, removeTags } from './tags.ts';

/** The actions that the local RDS knows, by the API's names. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['AddTagsToResource', addTags],
  ['CreateDBInstance', createInstance],
  ['CreateDBInstanceReadReplica', createReplica],
  ['CreateDBSnapshot', createSnapshot],
  ['DeleteDBInstance', deleteInstance],
  ['DeleteDBInstanceAutomatedBackup', deleteAutomatedBackup],
  ['DeleteDBSnapshot', deleteSnapshot],
  ['DescribeDBInstanceAutomatedBackups', describeAutomatedBackups],
  ['DescribeDBInstances', describeInstances],
  ['DescribeDBSnapshots', describeSnapshots],
  ['DescribeEvents', describeEvents],
  ['ListTagsForResource', listTags],
  ['ModifyDBInstance', modifyInstance],
  ['PromoteReadReplica', promoteReplica],
  ['RebootDBInstance', rebootInstance],
  ['RemoveTagsFromResource', removeTags],
  ['RestoreDBInstanceFromDBSnapshot', restoreFromSnapshot],
  ['RestoreDBInstanceToPointInTime', restoreToPointInTime],
  ['StartDBInstanceAutomatedBackupsReplication', startReplication],
  ['StopDBInstanceAutomatedBackupsReplication', stopReplication],
]);
