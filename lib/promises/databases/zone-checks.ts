import {
  type Assembly,
  type AuditCheck,
  isList,
  judge,
  type Subject,
  type TemplateResource,
} from '../evidence.ts';
import { perDatabase, referent, topologyOf, topologyPath } from './found.ts';
import { TOPOLOGY_FACTS } from './topologies.ts';

export const multiAz: AuditCheck = {
  rule: 'databases/multi-az',
  term: 'databases.survives',
  says: 'The database has a copy in another availability zone that takes over.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, (database, found) => {
      const topology = topologyOf(database, found);
      const survives = topology !== undefined && TOPOLOGY_FACTS[topology].survivesZoneLoss;
      return [judge(database, topologyPath(database), 'a copy in another zone', survives)];
    }),
};

export const subnets: AuditCheck = {
  rule: 'databases/zones',
  term: 'databases.survives',
  says: 'The subnets that the database may use lie in as many zones as it needs.',
  run: (subject, assembly) =>
    perDatabase(subject, assembly, (database, found) => {
      const topology = topologyOf(database, found);
      const needed = topology ? TOPOLOGY_FACTS[topology].zones : 2;
      return groupsOf(subject, assembly).map(group => {
        const path = ['Properties', 'SubnetIds'];
        const ids = group.properties.SubnetIds;
        return judge(
          group,
          path,
          `${needed} zones or more`,
          isList(ids) && zonesOf(assembly, group, ids.length) >= needed,
        );
      });
    }),
};

function groupsOf(subject: Subject, assembly: Assembly): readonly TemplateResource[] {
  return assembly.resources.filter(
    each => each.type === 'AWS::RDS::DBSubnetGroup' && each.region === subject.environment.primary.region,
  );
}

function zonesOf(assembly: Assembly, group: TemplateResource, count: number): number {
  const zones = Array.from({ length: count }, (_none, index) => {
    const subnet = referent(assembly, group, ['Properties', 'SubnetIds', index]);
    return JSON.stringify(subnet?.properties.AvailabilityZone ?? null);
  });
  return new Set(zones).size;
}
