import type { Agreement } from '../agreement.ts';
import type { Contradiction, Problem } from '../problem.ts';
import { perView, type View } from '../views.ts';

/** Route 53 health checks ask at most every ten seconds (AWS::Route53::HealthCheck RequestInterval). */
const SHORTEST_PROBE = 10;

export const contradictions: readonly Contradiction[] = [perView(unwatched), tooOften];

/** An uptime that nobody measures is unknown, and unknown is not up. */
function unwatched({ terms, placeOf }: View, agreement: Agreement): readonly Problem[] {
  const { availability } = terms;
  if (availability?.promise === undefined) return [];
  const components = agreement.components ?? {};
  const measured = availability.components ?? Object.keys(components);
  const blind = measured.filter(name => Object.hasOwn(components, name) && !components[name]?.probe);
  if (measured.length > 0 && blind.length === 0) return [];
  const what = measured.length === 0 ? 'there is no component' : `${blind.join(', ')} has no probe`;
  return [
    {
      code: 'COV-UNWATCHED',
      severity: 'error',
      message: `uptime is promised, but ${what}`,
      why: 'What is not probed is unknown, and unknown is not up; the promise could not be judged.',
      fix: 'give the component a `probe`, such as `{ get: /v1/health, every: 30s }`',
      impossible: true,
      ...placeOf('availability', 'promise'),
    },
  ];
}

function tooOften(agreement: Agreement): readonly Problem[] {
  return Object.entries(agreement.components ?? {}).flatMap(([name, { probe }]) =>
    probe === undefined || probe.every.seconds >= SHORTEST_PROBE
      ? []
      : [
          {
            code: 'COV-PROBE-TOO-OFTEN',
            severity: 'error' as const,
            message: `a probe every ${probe.every.text} is more often than Route 53 asks`,
            why: 'AWS::Route53::HealthCheck asks every 10 or every 30 seconds.',
            fix: 'write `every: 10s` or `every: 30s`',
            where: 'agreement' as const,
            path: ['components', name, 'probe', 'every'],
            impossible: true,
          },
        ],
  );
}
