import {
  type Assembly,
  type Evidence,
  isList,
  isObject,
  type Json,
  judged,
  missing,
  type Subject,
  type TemplateResource,
  type Verdict,
  valueAt,
} from '../evidence.ts';
import { belongsTo, type Pool, poolsOf } from './pools.ts';
import { TOPOLOGY_FACTS, type Topology } from './topologies.ts';

/** A pool that must be in the templates, and a way to find what belongs to it. */
export interface FoundPool {
  readonly pool: Pool;
  /** Its resources of a type, in a role. */
  readonly of: (type: string, role: string) => readonly TemplateResource[];
  /** Its instance or cluster. */
  readonly database: TemplateResource | undefined;
}

/** The pools that serve a subject: the shared one of its plan, and the dedicated ones of its tenants. */
export function poolsFor(subject: Subject): readonly Pool[] {
  const { agreement, environment, plan, tenants } = subject;
  const special = tenants.some(tenant => tenant.terms);
  return poolsOf(agreement, environment).filter(pool => {
    if (!pool.plans.includes(plan)) return false;
    const serves = pool.tenants.some(({ name }) => tenants.some(tenant => tenant.name === name));
    return serves || (!special && pool.tenant === undefined);
  });
}

/** Asks a check about every pool of a subject. A pool without evidence is broken: absence never passes. */
export function perPool(
  subject: Subject,
  assembly: Assembly,
  ask: (found: FoundPool) => readonly Evidence[],
): Verdict {
  const pools = poolsFor(subject);
  if (pools.length === 0) return { status: 'not-applicable', reason: 'nobody on this plan has a database' };
  const evidence = pools.flatMap(pool => {
    const answers = ask(found(pool, assembly));
    return answers.length > 0 ? answers : [missing(`something for ${pool.name}`, 'resource')];
  });
  return judged(evidence, missing('a database', 'AWS::RDS::DBInstance'));
}

function found(pool: Pool, assembly: Assembly): FoundPool {
  const own = assembly.resources.filter(resource => belongsTo(resource, pool));
  const of = (type: string, role: string) =>
    own.filter(resource => resource.type === type && resource.marks.role === role);
  const database = [...of('AWS::RDS::DBInstance', 'database'), ...of('AWS::RDS::DBCluster', 'database')][0];
  return { pool, of, database };
}

/** Asks a check about the database of every pool. */
export function perDatabase(
  subject: Subject,
  assembly: Assembly,
  ask: (database: TemplateResource, found: FoundPool) => readonly Evidence[],
): Verdict {
  return perPool(subject, assembly, each => {
    if (!each.database) return [missing(`a database for ${each.pool.name}`, 'AWS::RDS::DBInstance')];
    return ask(each.database, each);
  });
}

/** The topology that a template really has; undefined when it is none that is known. */
export function topologyOf(database: TemplateResource, found: FoundPool): Topology | undefined {
  if (database.type === 'AWS::RDS::DBInstance') {
    return database.properties.MultiAZ === true ? 'multi-az-instance' : 'single-instance';
  }
  if (database.properties.Engine === 'postgres') {
    return database.properties.DBClusterInstanceClass === undefined ? undefined : 'multi-az-cluster';
  }
  return auroraInstances(found).length >= TOPOLOGY_FACTS.aurora.zones ? 'aurora' : undefined;
}

/** The instances of an Aurora cluster. */
export function auroraInstances(found: FoundPool): readonly TemplateResource[] {
  return found.of('AWS::RDS::DBInstance', 'instance');
}

/** The property that says how many copies there are. */
export function topologyPath(database: TemplateResource): readonly [string, string] {
  if (database.type === 'AWS::RDS::DBInstance') return ['Properties', 'MultiAZ'];
  return ['Properties', database.properties.Engine === 'postgres' ? 'DBClusterInstanceClass' : 'Engine'];
}

/** The logical id that a value refers to, in the same template. */
export function referredTo(value: Json | undefined): string | undefined {
  if (!isObject(value)) return undefined;
  if (typeof value.Ref === 'string') return value.Ref;
  const attribute = value['Fn::GetAtt'];
  const first = isList(attribute) ? attribute[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}

/** The resource that a property refers to, in the same template. */
export function referent(
  assembly: Assembly,
  from: TemplateResource,
  path: readonly (string | number)[],
): TemplateResource | undefined {
  const id = referredTo(valueAt(from, path));
  return assembly.resources.find(each => each.template === from.template && each.logicalId === id);
}

/** The text of a value with its references left out, so that the fixed parts of an ARN can be read. */
export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  const join = isObject(value) ? value['Fn::Join'] : undefined;
  if (!isList(join)) return '';
  const [separator, parts] = join;
  return isList(parts) ? parts.map(textOf).join(typeof separator === 'string' ? separator : '') : '';
}
