import { type AuditCheck, type Evidence, judge, type TemplateResource } from '../evidence.ts';
import { type FoundPool, perDatabase, topologyOf, topologyPath } from './found.ts';
import { TOPOLOGY_FACTS } from './topologies.ts';

export const failsOver: AuditCheck = {
  rule: 'databases/fails-over',
  term: 'failover.automatic',
  says: 'AWS promotes the other copy of the database by itself.',
  run: (subject, assembly) => {
    if (!subject.terms.failover?.automatic)
      return { status: 'not-applicable', reason: 'failover is by hand' };
    return perDatabase(subject, assembly, (database, found) => [
      failover(database, found, 'an automatic failover', () => true),
    ]);
  },
};

export const failsOverWithin: AuditCheck = {
  rule: 'databases/fails-over-within',
  term: 'failover.within',
  says: 'The longest documented failover of this kind of database is within the promise (fact 17).',
  run: (subject, assembly) => {
    const within = subject.terms.failover?.within;
    if (!within) return { status: 'not-applicable', reason: 'no time is promised' };
    return perDatabase(subject, assembly, (database, found) => [
      failover(database, found, `a failover within ${within.text}`, takes => takes <= within.seconds),
    ]);
  },
};

function failover(
  database: TemplateResource,
  found: FoundPool,
  expected: string,
  holds: (seconds: number) => boolean,
): Evidence {
  const topology = topologyOf(database, found);
  const takes = topology && TOPOLOGY_FACTS[topology].failsOverWithin;
  return judge(database, topologyPath(database), expected, takes !== undefined && holds(takes));
}
