import { type FoundPool, perPool } from '../databases/found.ts';
import { namesOf } from '../databases/names.ts';
import {
  type AuditCheck,
  type Evidence,
  type Json,
  judge,
  missing,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { perDrill, timeIn } from '../recovery/proof.ts';
import { RDS_EVENTS, TIMED, timesFailovers } from './timing.ts';

const RULE = 'AWS::Events::Rule';

/** That every failover and every detected failure of a database is put on record, for whoever's data is in it. */
export const timed: AuditCheck = {
  rule: 'failover/timed',
  term: 'performance.steps',
  says: 'When a failure is detected, and when a failover begins and ends, is put on record for each tenant of the database.',
  run: (subject, assembly) => {
    if (!timesFailovers(subject.terms)) {
      return { status: 'not-applicable', reason: 'no promised step is of a failover' };
    }
    const { environment } = subject.environment;
    return perPool(subject, assembly, found => {
      const { database } = namesOf(environment, found.pool);
      const detail = ['Properties', 'EventPattern', 'detail'];
      return [
        ...ruled(found, 'failover-event', each => [
          judge(
            each,
            [...detail, 'EventID'],
            'the events of failovers',
            tellsOf(valueAt(each, [...detail, 'EventID'])),
          ),
          judge(
            each,
            [...detail, 'SourceIdentifier'],
            database,
            has(valueAt(each, [...detail, 'SourceIdentifier']), database),
          ),
        ]),
        ...ruled(found, 'failure-event', each => [
          judge(each, [...detail, 'state'], 'ALARM', has(valueAt(each, [...detail, 'state']), 'ALARM')),
        ]),
      ];
    });
  },
};

function ruled(
  found: FoundPool,
  role: string,
  ask: (rule: TemplateResource) => readonly Evidence[],
): readonly Evidence[] {
  const rules = found.of(RULE, role);
  if (rules.length === 0) return [missing(`a rule for ${role}s of ${found.pool.name}`, RULE)];
  return rules.flatMap(rule => [...ask(rule), ...delivered(rule, found)]);
}

function delivered(rule: TemplateResource, { pool }: FoundPool): readonly Evidence[] {
  const path = ['Properties', 'Targets'];
  const target = JSON.stringify(valueAt(rule, path) ?? null).replaceAll('\\', '');
  const absent = pool.tenants.filter(({ name }) => !target.includes(`"${name}"`));
  const on = rule.properties.State === undefined || rule.properties.State === 'ENABLED';
  const names = pool.tenants.map(({ name }) => name).join(', ');
  return [judge(rule, path, `the function that records, for ${names}`, absent.length === 0 && on)];
}

function tellsOf(value: Json | undefined): boolean {
  return [...RDS_EVENTS.started, ...RDS_EVENTS.completed].every(id => has(value, id));
}

function has(value: Json | undefined, text: string): boolean {
  return JSON.stringify(value ?? null).includes(`"${text}"`);
}

/** That a drill was detected and failed over within the times of the steps. */
export const timedInDrill: AuditCheck = {
  rule: 'failover/proven-timed',
  term: 'performance.steps',
  says: 'In a drill the death of the primary was noticed, and its failover was over, within the promised times.',
  run: (subject, assembly) => {
    if (!timesFailovers(subject.terms)) {
      return { status: 'not-applicable', reason: 'no promised step is of a failover' };
    }
    return perDrill(subject, assembly, {
      speaks: ({ failover }) => failover !== null,
      without: 'unseen',
      ask: (drill, pool) =>
        Object.values(pool.terms.performance?.steps ?? {}).flatMap(({ to, within }) => {
          const { failover } = drill.report;
          if (!failover) return [];
          if (to === TIMED.detected)
            return [timeIn(drill, ['failover', 'detected'], failover.detected, within.seconds)];
          return to === TIMED.completed
            ? [timeIn(drill, ['failover', 'measured'], failover.measured, within.seconds)]
            : [];
        }),
    });
  },
};
