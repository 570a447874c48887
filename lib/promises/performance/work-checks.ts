import { frontsFor } from '../access/fronts.ts';
import { type AuditCheck, judge, judged, missing, valueAt } from '../evidence.ts';
import { stoppedAfter } from './parties.ts';

export const stopped: AuditCheck = {
  rule: 'performance/work-stopped',
  term: 'performance.steps',
  says: 'A function of the service is stopped before a call takes longer than was promised.',
  run: (subject, assembly) => {
    const longest = stoppedAfter([subject.terms]);
    if (longest === undefined) return { status: 'not-applicable', reason: 'no work is stopped' };
    if ('address' in subject.environment.service) {
      return {
        status: 'unknown',
        reason: "the service is one's own, at an address; it stops its work itself",
      };
    }
    const fronts = frontsFor(subject, assembly);
    if (fronts.length === 0) return { status: 'not-applicable', reason: 'nobody on this plan has a service' };
    const path = ['Properties', 'Timeout'];
    const evidence = fronts.flatMap(front =>
      front.of('AWS::Lambda::Function', { role: 'service' }).map(fn => {
        const timeout = valueAt(fn, path);
        return judge(fn, path, `${longest} s or less`, typeof timeout === 'number' && timeout <= longest);
      }),
    );
    return judged(evidence, missing('a function of the service', 'AWS::Lambda::Function'));
  },
};
