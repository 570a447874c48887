import type { Contradiction, Problem } from '../problem.ts';
import { perView, type View } from '../views.ts';
import { crowded } from './quotas-of-aws.ts';

const MEGABYTE = 1024 ** 2;
/** Fact 4: the largest request API Gateway takes, and the largest a Lambda function takes synchronously. */
const GATEWAY_PAYLOAD = 10 * MEGABYTE;
const LAMBDA_PAYLOAD = 6 * MEGABYTE;
/** Fact 4: what an account may do in all its APIs of a region together. */
const ACCOUNT_RATE = 10_000;
const ACCOUNT_BURST = 5_000;

export const contradictions: readonly Contradiction[] = [
  perView(unstated),
  perView(hourly),
  perView(payload),
  lambdaPayload,
  perView(accountThrottle),
  crowded,
];

/** Calls that count against a window need a limit for that window (CAP-6). */
function unstated({ terms, placeOf }: View): readonly Problem[] {
  const { limits } = terms;
  const stated = typeof limits?.calls === 'object' ? limits.calls.window : undefined;
  return (limits?.['counted-against'] ?? []).flatMap((window, index) =>
    window === stated
      ? []
      : [
          {
            code: 'COV-LIMIT-UNSTATED',
            severity: 'error' as const,
            message: `calls count against a limit per ${window} that is never stated`,
            why: 'A limit without a figure can neither be enforced nor be looked up by a customer (CAP-6).',
            fix: `state the limit per ${window}, take ${window} out, or add a choice that resolves COV-LIMIT-UNSTATED`,
            ...placeOf('limits', 'counted-against', index),
          },
        ],
  );
}

/** Fact 2: usage plans of API Gateway know days, weeks and months. */
function hourly({ terms, placeOf }: View): readonly Problem[] {
  const calls = terms.limits?.calls;
  if (typeof calls !== 'object' || calls.window !== 'hour') return [];
  return [
    {
      code: 'COV-QUOTA-HOUR',
      severity: 'warning',
      message: 'a quota per hour is kept by a counter of its own, not by API Gateway',
      why: 'AWS fact 2 (API_QuotaSettings): the periods of a usage plan are DAY, WEEK and MONTH.',
      fix: 'nothing has to be done; a quota per day would need one table less',
      ...placeOf('limits', 'calls'),
    },
  ];
}

function tooLarge(says: string, place: Pick<Problem, 'where' | 'path'>): Problem {
  return {
    code: 'COV-PAYLOAD-TOO-LARGE',
    severity: 'error',
    message: says,
    why: 'AWS fact 4: API Gateway refuses requests over 10 MB, and Lambda over 6 MB.',
    fix: 'lower the size and write `larger-through: file-upload`',
    impossible: true,
    ...place,
  };
}

function payload({ terms, placeOf }: View): readonly Problem[] {
  const max = terms.limits?.payload?.max;
  if (max === undefined || max.bytes <= GATEWAY_PAYLOAD) return [];
  return [tooLarge(`messages of ${max.text} cannot pass API Gateway`, placeOf('limits', 'payload', 'max'))];
}

/** Only where the service is a Lambda function; an address of one's own may take more. */
function lambdaPayload(...[agreement, environment]: Parameters<Contradiction>): readonly Problem[] {
  if (environment === undefined || !('reference' in environment.service)) return [];
  const find = perView(({ terms, placeOf }) => {
    const max = terms.limits?.payload?.max;
    if (max === undefined || max.bytes <= LAMBDA_PAYLOAD || max.bytes > GATEWAY_PAYLOAD) return [];
    const says = `messages of ${max.text} cannot reach the Lambda function of ${environment.environment}`;
    return [tooLarge(says, placeOf('limits', 'payload', 'max'))];
  });
  return find(agreement, environment);
}

/** Fact 4: a plan cannot promise more than the whole account may do. */
function accountThrottle({ terms, placeOf }: View): readonly Problem[] {
  const { rate, burst } = terms.limits ?? {};
  const over = rate !== undefined && rate.perSecond > ACCOUNT_RATE ? ('rate' as const) : undefined;
  const key = over ?? (burst !== undefined && burst > ACCOUNT_BURST ? ('burst' as const) : undefined);
  if (key === undefined) return [];
  return [
    {
      code: 'COV-ABOVE-ACCOUNT-THROTTLE',
      severity: 'error',
      message: `a ${key} of ${key === 'rate' ? rate?.text : burst} is more than an account may do`,
      why: `AWS fact 4: an account has ${ACCOUNT_RATE} calls a second and a burst of ${ACCOUNT_BURST} per region, and in newer regions a quarter of it.`,
      fix: 'lower it, or raise the quota of the account first and add a choice that says so',
      ...placeOf('limits', key),
    },
  ];
}
