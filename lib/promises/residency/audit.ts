import { perDatabase, perPool, poolsFor, textOf } from '../databases/found.ts';
import { belongsTo } from '../databases/pools.ts';
import {
  type Assembly,
  type AuditCheck,
  type Evidence,
  isList,
  isObject,
  type JsonObject,
  judge,
  judged,
  missing,
  type Subject,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { agreedRegions, COPIES_NOT_TO, isPublic, RECORD_STORES } from './rules.ts';

function inWords(subject: Subject): string {
  return agreedRegions(subject.terms, subject.environment).join(' or ');
}

function isAgreed(subject: Subject, region: string | undefined): boolean {
  return region !== undefined && agreedRegions(subject.terms, subject.environment).includes(region);
}

const stores: AuditCheck = {
  rule: 'residency/stores',
  term: 'residency.records',
  says: 'Everything that holds records is in a region that was agreed.',
  run: (subject, assembly) => {
    const found = assembly.resources.filter(each => RECORD_STORES.has(each.type) && concerns(subject, each));
    return judged(
      found.map(each => placed(subject, each)),
      missing('a store of records', 'AWS::RDS::DBInstance'),
    );
  },
};

/** What is marked for others is their matter; what is marked for nobody may hold anybody's records. */
function concerns(subject: Subject, resource: TemplateResource): boolean {
  const { plan, tenant } = resource.marks;
  if (isPublic(resource.marks)) return false;
  if (plan === undefined && tenant === undefined) return true;
  return poolsFor(subject).some(pool => belongsTo(resource, pool));
}

function placed(subject: Subject, resource: TemplateResource): Evidence {
  const evidence = judge(resource, ['Type'], `in ${inWords(subject)}`, isAgreed(subject, resource.region));
  return { ...evidence, actual: `in ${resource.region}` };
}

const copies: AuditCheck = {
  rule: 'residency/copies',
  term: 'residency.records',
  says: 'No backup is copied to a region that was not agreed.',
  run: (subject, assembly) =>
    perPool(subject, assembly, ({ pool, of }) => {
      const plans = of('AWS::Backup::BackupPlan', 'plan');
      if (plans.length === 0) return [absent(pool.terms.backups === undefined, pool.name)];
      return plans.flatMap(plan => copiesOf(subject, plan));
    }),
};

/** Without a promise of backups there is no plan, and so nothing is copied. */
function absent(holds: boolean, name: string): Evidence {
  return { ...missing(`backups of ${name}`, 'AWS::Backup::BackupPlan'), holds };
}

function copiesOf(subject: Subject, plan: TemplateResource): readonly Evidence[] {
  const rules = ['Properties', 'BackupPlan', 'BackupPlanRule'];
  const list = valueAt(plan, rules);
  return (isList(list) ? list : []).flatMap((_rule, index) => {
    const path = [...rules, index, 'CopyActions'];
    const actions = valueAt(plan, path);
    if (!isList(actions)) return [judge(plan, path, 'no copies elsewhere', actions === undefined)];
    return actions.map((_action, at) => {
      const arn = [...path, at, 'DestinationBackupVaultArn'];
      const region = /:backup:([^:]*):/.exec(textOf(valueAt(plan, arn)))?.[1];
      return judge(plan, arn, `to ${inWords(subject)}`, isAgreed(subject, region));
    });
  });
}

const copiesRefused: AuditCheck = {
  rule: 'residency/copies-refused',
  term: 'residency.records',
  says: 'The vault itself refuses copies to a region that was not agreed, whoever starts them.',
  run: (subject, assembly) =>
    perPool(subject, assembly, ({ pool, of }) => {
      const vaults = of('AWS::Backup::BackupVault', 'vault');
      if (vaults.length === 0) return [absent(pool.terms.backups === undefined, pool.name)];
      return vaults.map(vault => refusal(subject, vault));
    }),
};

function refusal(subject: Subject, vault: TemplateResource): Evidence {
  const path = ['Properties', 'AccessPolicy', 'Statement'];
  const list = valueAt(vault, path);
  const statement = (isList(list) ? list : []).filter(isObject).find(refusesCopies);
  const condition =
    statement && isObject(statement.Condition) ? statement.Condition[COPIES_NOT_TO] : undefined;
  const targets = isObject(condition) ? condition['backup:CopyTargets'] : undefined;
  const regions = (isList(targets) ? targets : []).map(each => /:backup:([^:]*):/.exec(textOf(each))?.[1]);
  const holds = regions.length > 0 && regions.every(region => isAgreed(subject, region));
  return judge(vault, path, `Deny copies except to ${inWords(subject)}`, holds);
}

function refusesCopies(statement: JsonObject): boolean {
  return statement.Effect === 'Deny' && statement.Action === 'backup:CopyFromBackupVault';
}

const replication: AuditCheck = {
  rule: 'residency/replication',
  term: 'residency.records',
  says: 'Neither automated backups nor the database itself are replicated to a region that was not agreed.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, database => {
      const path = ['Properties', 'AutomaticBackupReplicationRegion'];
      const region = valueAt(database, path);
      const holds = region === undefined || (typeof region === 'string' && isAgreed(subject, region));
      return [judge(database, path, `absent, or ${inWords(subject)}`, holds), ...replicas(subject, assembly)];
    }),
};

const REPLICAS: Readonly<Record<string, readonly string[]>> = {
  'AWS::RDS::GlobalCluster': ['Properties', 'SourceDBClusterIdentifier'],
  'AWS::S3::Bucket': ['Properties', 'ReplicationConfiguration'],
};

/** Bucket replication and global clusters name no region that could be judged, so they are refused. */
function replicas(subject: Subject, assembly: Assembly): readonly Evidence[] {
  return assembly.resources
    .filter(each => concerns(subject, each))
    .flatMap(each => {
      const path = REPLICAS[each.type];
      if (each.type === 'AWS::DynamoDB::GlobalTable') return tableReplicas(subject, each);
      if (!path || valueAt(each, path) === undefined) return [];
      return [judge(each, path, 'absent', false)];
    });
}

function tableReplicas(subject: Subject, table: TemplateResource): readonly Evidence[] {
  const list = valueAt(table, ['Properties', 'Replicas']);
  return (isList(list) ? list : []).map((_replica, index) => {
    const path = ['Properties', 'Replicas', index, 'Region'];
    const region = valueAt(table, path);
    const named = typeof region === 'string' ? region : table.region;
    return judge(table, path, inWords(subject), isAgreed(subject, named));
  });
}

export const checks: readonly AuditCheck[] = [stores, copies, copiesRefused, replication];
