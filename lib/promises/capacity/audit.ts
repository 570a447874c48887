import { auroraInstances, type FoundPool, perDatabase, topologyOf } from '../databases/found.ts';
import {
  type AuditCheck,
  type Evidence,
  judge,
  type Subject,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { capacityOf, INSTANCE_CLASSES, type InstanceClass } from './rules.ts';

interface SizedHost {
  readonly resource: TemplateResource;
  readonly path: readonly [string, string];
  /** Undefined when the class is none of those with memory and CPUs of their own. */
  readonly instanceClass: InstanceClass | undefined;
}

/** The resources that say how large a database is, and which class each names. */
function hostsOf(database: TemplateResource, found: FoundPool): readonly SizedHost[] {
  const topology = topologyOf(database, found);
  const aurora = auroraInstances(found);
  const resources = aurora.length > 0 ? aurora : [database];
  return resources.map(resource => {
    const property = resource.type === 'AWS::RDS::DBInstance' ? 'DBInstanceClass' : 'DBClusterInstanceClass';
    const path = ['Properties', property] as const;
    const name = valueAt(resource, path);
    const known = topology ? INSTANCE_CLASSES[topology] : [];
    return { resource, path, instanceClass: known.find(each => each.name === name) };
  });
}

type Resource = 'cpu' | 'memory';

function reserved(subject: Subject, resource: Resource, judgeAll: (subject: Subject) => Verdict): Verdict {
  if (subject.terms.capacity?.reserved.includes(resource)) return judgeAll(subject);
  return { status: 'not-applicable', reason: `no ${resource} is reserved` };
}

const memory: AuditCheck = {
  rule: 'capacity/memory',
  term: 'capacity.reserved',
  says: 'The reserved memory holds all of the data that the size promises.',
  run: (subject, assembly) =>
    reserved(subject, 'memory', () =>
      perDatabase(subject, assembly, (database, found) => {
        const topology = topologyOf(database, found) ?? 'single-instance';
        const { dataGiB } = capacityOf(found.pool, topology, subject.environment);
        return hostsOf(database, found).map(({ resource, path, instanceClass }) =>
          judge(resource, path, `${dataGiB} GiB or more`, (instanceClass?.memoryGiB ?? 0) >= dataGiB),
        );
      }),
    ),
};

const cpu: AuditCheck = {
  rule: 'capacity/cpu',
  term: 'capacity.reserved',
  says: 'The CPUs are reserved, not lent: the class is not burstable.',
  run: (subject, assembly) =>
    reserved(subject, 'cpu', () =>
      perDatabase(subject, assembly, (database, found) =>
        hostsOf(database, found).map(({ resource, path, instanceClass }) =>
          judge(resource, path, 'a class with CPUs of its own', instanceClass !== undefined),
        ),
      ),
    ),
};

const dedicated: AuditCheck = {
  rule: 'capacity/dedicated',
  term: 'capacity.reserved',
  says: 'Nobody else uses what is reserved: the hard limit is a database of its own.',
  run: (subject, assembly) => {
    if (subject.terms.capacity?.reserved.length === 0) {
      return { status: 'not-applicable', reason: 'nothing is reserved' };
    }
    return perDatabase(subject, assembly, (database, found) => [alone(database, found)]);
  },
};

function alone(database: TemplateResource, { pool }: FoundPool): Evidence {
  const names = pool.tenants.map(tenant => tenant.name);
  const path = ['Metadata', 'covenant', 'tenant'];
  const [only = 'one tenant'] = names;
  return judge(database, path, only, names.length <= 1 && valueAt(database, path) === pool.tenant);
}

const storage: AuditCheck = {
  rule: 'capacity/storage',
  term: 'capacity.sizes',
  says: 'The storage holds the data of the promised size, and grows before it is full.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, (database, found) => {
      const topology = topologyOf(database, found) ?? 'single-instance';
      // Aurora's storage grows by itself and is not allocated.
      if (topology === 'aurora')
        return hostsOf(database, found).map(each => judge(each.resource, each.path, 'any', true));
      const { dataGiB } = capacityOf(found.pool, topology, subject.environment);
      const path = ['Properties', 'AllocatedStorage'];
      const allocated = Number(valueAt(database, path));
      return [judge(database, path, `more than ${dataGiB} GiB`, allocated > dataGiB)];
    }),
};

export const checks: readonly AuditCheck[] = [memory, cpu, dedicated, storage];
