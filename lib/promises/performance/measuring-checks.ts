import {
  type AuditCheck,
  type Evidence,
  isObject,
  type Json,
  judge,
  missing,
  type TemplateResource,
  valueAt,
} from '../evidence.ts';
import { measured, partiesFor, resourcesFor } from './found.ts';
import { type Party, writtenParty } from './parties.ts';

const SCHEDULE = 'AWS::Scheduler::Schedule';

export const asked: AuditCheck = {
  rule: 'performance/steps-measured',
  term: 'performance',
  says: 'The steps are measured every few minutes, for each tenant, against the times as they were agreed.',
  run: (subject, assembly) =>
    measured(subject, missing('a schedule that measures', SCHEDULE), () =>
      resourcesFor(subject, assembly, SCHEDULE, 'measure-schedule').flatMap(schedule => {
        const input = ['Properties', 'Target', 'Input'];
        const state = ['Properties', 'State'];
        const given = partiesIn(valueAt(schedule, input));
        return [
          ...partiesFor(subject).map(party => judgeParty(schedule, input, given, party)),
          judge(schedule, state, 'ENABLED', valueAt(schedule, state) === 'ENABLED'),
        ];
      }),
    ),
};

function partiesIn(input: Json | undefined): readonly string[] {
  const value: Json = typeof input === 'string' ? JSON.parse(input) : {};
  const parties = isObject(value) ? value.parties : undefined;
  return Array.isArray(parties) ? parties.map(party => JSON.stringify(party)) : [];
}

function judgeParty(
  schedule: TemplateResource,
  path: readonly string[],
  given: readonly string[],
  party: Party,
): Evidence {
  const wanted = JSON.stringify(writtenParty(party));
  const found = given.find(text => text.includes(`"party":"${party.party}"`));
  return { ...judge(schedule, path, wanted, given.includes(wanted)), actual: found ?? 'absent' };
}
