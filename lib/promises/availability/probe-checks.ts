import { serviceNames } from '../access/names.ts';
import { type AuditCheck, compare, judge, valueAt } from '../evidence.ts';
import { CONFIG, perComponent } from './probe-found.ts';

export const probed: AuditCheck = {
  rule: 'availability/probed',
  term: 'availability',
  says: 'Each component is probed from outside over HTTPS at its own route.',
  run: (subject, assembly) =>
    perComponent(subject, assembly, (check, { probe, tenant }) => {
      const { environment } = subject;
      const host = serviceNames(environment, environment.primary.region, tenant).regional;
      return [
        compare(check, [...CONFIG, 'Type'], 'HTTPS'),
        compare(check, [...CONFIG, 'FullyQualifiedDomainName'], host),
        compare(check, [...CONFIG, 'ResourcePath'], probe.path),
      ];
    }),
};

export const oftenEnough: AuditCheck = {
  rule: 'availability/often-enough',
  term: 'availability',
  says: 'Each component is probed at least as often as the agreement asks.',
  run: (subject, assembly) =>
    perComponent(subject, assembly, (check, { probe }) => {
      const path = [...CONFIG, 'RequestInterval'];
      const every = valueAt(check, path);
      return [
        judge(check, path, `${probe.every} s or less`, typeof every === 'number' && every <= probe.every),
      ];
    }),
};
