import type { Agreement } from '../agreement.ts';
import type { Environment } from '../environment.ts';
import type { Contradiction, Problem } from '../problem.ts';
import { canariesOf } from './further-sources.ts';

export const sourceContradictions: readonly Contradiction[] = [unprobed, open, rates, tooManyCanaries];

type Component = NonNullable<Agreement['components']>[string];
type Found = Pick<Problem, 'code' | 'message' | 'why' | 'fix'>;

function perComponent(
  agreement: Agreement,
  key: string,
  ask: (name: string, component: Component) => readonly Found[],
): readonly Problem[] {
  return Object.entries(agreement.components ?? {}).flatMap(([name, component]) =>
    ask(name, component).map(found => ({
      ...found,
      severity: 'error' as const,
      where: 'agreement' as const,
      path: ['components', name, key],
      impossible: true,
    })),
  );
}

/** Calls stop when nobody can call, and a canary runs in the region that fails: a probe from outside is needed. */
function unprobed(agreement: Agreement): readonly Problem[] {
  return perComponent(agreement, 'errors', (name, { probe, canary, errors }) =>
    probe || (!canary && !errors)
      ? []
      : [
          {
            code: 'COV-SOURCE-UNPROBED',
            message: `${name} is measured by calls or a canary alone`,
            why: 'AWS fact 5: a minute without calls says nothing, and a canary fails with the region it runs in.',
            fix: 'give it a `probe` too, such as `{ get: /v1/health, every: 30s }`',
          },
        ],
  );
}

/** What decides when sources differ moves money. */
function open(agreement: Agreement): readonly Problem[] {
  return perComponent(agreement, 'down-when', (name, component) =>
    component['down-when'] !== undefined || (!component.canary && !component.errors)
      ? []
      : [
          {
            code: 'COV-SOURCES-OPEN',
            message: `${name} is measured by several sources, and nothing says what holds when they differ`,
            why: 'The same minute would be down by one of them and up by another.',
            fix: 'write `down-when: any`, `most` or `all`',
          },
        ],
  );
}

/** Synthetics runs a canary every minute at the most often, and every hour at the least (CanarySchedule). */
function rates(agreement: Agreement): readonly Problem[] {
  return perComponent(agreement, 'canary', (_name, { canary }) => {
    const seconds = canary?.every.seconds ?? 60;
    if (seconds >= 60 && seconds <= 3600 && seconds % 60 === 0) return [];
    return [
      {
        code: 'COV-CANARY-RATE',
        message: `a canary cannot run every ${canary?.every.text}`,
        why: 'AWS::Synthetics::Canary runs every so many whole minutes, from 1 to 60.',
        fix: 'write `every: 1m` or a whole number of minutes up to 1h',
      },
    ];
  });
}

/** Canaries of a region; more are granted on request only (AWS fact 25). */
const QUOTA = 200;

function tooManyCanaries(agreement: Agreement, environment: Environment | undefined): readonly Problem[] {
  const count = environment ? canariesOf(agreement, environment).length : 0;
  if (count <= QUOTA) return [];
  return [
    {
      code: 'COV-CANARY-QUOTA',
      severity: 'error',
      message: `${count} canaries would be needed in one region`,
      why: `AWS fact 25: a region has ${QUOTA}; each service with a tenant of its own needs one for each component.`,
      fix: 'leave canaries to components of services that tenants share, or have the quota raised',
      where: 'environment',
      path: ['tenants'],
      impossible: true,
    },
  ];
}
