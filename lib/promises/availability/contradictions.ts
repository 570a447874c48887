import { compareFractions, truncated } from '../../agreement/units/index.ts';
import type { Contradiction, Problem } from '../problem.ts';
import { perView, type View } from '../views.ts';
import { chainUptime, serialChain } from './aws-slas.ts';
import { sourceContradictions } from './source-contradictions.ts';

export const contradictions: readonly Contradiction[] = [
  perView(aboveSerialChain),
  perView(excludedAndCounted),
  perView(incompletePromise),
  perView(shorterNotice),
  ...sourceContradictions,
];

/** Fact 24: what AWS owes for its services in series is less than any of them. */
function aboveSerialChain({ terms, placeOf }: View): readonly Problem[] {
  const { availability } = terms;
  if (availability?.promise === undefined || availability.commitment === 'best-effort') return [];
  const chain = serialChain(terms);
  const owed = chainUptime(chain);
  if (compareFractions(availability.promise.fraction, owed) <= 0) return [];
  const shown = `${truncated({ num: owed.num * 100n, den: owed.den }, 3)} %`;
  const parts = chain.map(part => `${part.service} ${part.uptime} % (${part.source})`).join(', ');
  return [
    {
      code: 'COV-ABOVE-SERIAL-CHAIN',
      severity: availability.commitment === 'contract' ? 'error' : 'warning',
      message: `${availability.promise.text} is promised on services for which AWS owes ${shown} in series`,
      why: `AWS fact 24: ${parts}; a request needs all of them, so what is above their product is an uncovered risk.`,
      fix: `promise at most ${shown}, or add a choice that resolves COV-ABOVE-SERIAL-CHAIN and bears the risk`,
      ...placeOf('availability', 'promise'),
    },
  ];
}

function excludedAndCounted({ terms, placeOf }: View): readonly Problem[] {
  const { excludes = [], counts = [] } = terms.availability ?? {};
  return excludes.flatMap((exclusion, index) =>
    counts.some(counted => counted.kind === exclusion.kind)
      ? [
          {
            code: 'COV-EXCLUDED-AND-COUNTED',
            severity: 'error' as const,
            message: `an outage of kind ${exclusion.kind} is both excluded and counted`,
            why: 'The same outage would cost a credit or not, depending on which sentence is read (AGENT-3).',
            fix: `take ${exclusion.kind} out of \`excludes\` or \`counts\`, or add a choice; \`counts\` goes first`,
            ...placeOf('availability', 'excludes', index),
          },
        ]
      : [],
  );
}

/** A contract or a target says how much, over what, and how it is counted (measuring policies). */
function incompletePromise({ terms, placeOf }: View): readonly Problem[] {
  const { availability } = terms;
  if (availability === undefined || availability.commitment === 'best-effort') return [];
  const wanted = [
    { key: 'promise', code: 'COV-CONTRACT-UNPROMISED', fix: 'add the uptime, such as `promise: 99.9%`' },
    { key: 'per', code: 'COV-CONTRACT-UNMEASURED', fix: 'add `per: calendar-month`' },
    { key: 'measured', code: 'COV-CONTRACT-UNMEASURED', fix: 'add `measured:` with its six policies' },
  ] as const;
  return wanted
    .filter(({ key }) => availability[key] === undefined)
    .map(({ key, code, fix }) => ({
      code,
      severity: 'error' as const,
      message: `a ${availability.commitment} without \`${key}\` cannot be judged`,
      why: 'Each policy of measuring changes what is owed; without it a month could be read either way.',
      fix,
      impossible: true,
      ...placeOf('availability', 'commitment'),
    }));
}

/** Maintenance that is announced as promised must not be excluded on shorter notice than that. */
function shorterNotice({ terms, placeOf }: View): readonly Problem[] {
  const exclusions = terms.availability?.excludes ?? [];
  const kinds = Object.entries(terms.maintenance?.kinds ?? {});
  return exclusions.flatMap((exclusion, index) => {
    const own = exclusion.kind === 'maintenance' ? exclusion.notice : undefined;
    if (own === undefined) return [];
    return kinds.flatMap(([name, { notice, downtime }]) =>
      downtime && typeof notice === 'object' && own.seconds < notice.seconds
        ? [
            {
              code: 'COV-NOTICE-SHORTER',
              severity: 'error' as const,
              message: `maintenance is excluded on ${own.text} notice, but ${name} maintenance promises ${notice.text}`,
              why: 'A window announced too late for one clause would still be excluded by the other.',
              fix: `write \`notice: ${notice.text}\``,
              ...placeOf('availability', 'excludes', index, 'notice'),
            },
          ]
        : [],
    );
  });
}
