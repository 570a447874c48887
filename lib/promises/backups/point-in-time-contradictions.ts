import { type Agreement, tenantTerms, termsOf } from '../agreement.ts';
import { sharedPools } from '../databases/pools.ts';
import type { Environment } from '../environment.ts';
import type { Problem } from '../problem.ts';
import { perView } from '../views.ts';
import { LONGEST_POINT_IN_TIME_DAYS, RECOVERY_POINT_SECONDS } from './rules.ts';

const DAY = 86_400;

/** Fact 6. */
export const pointInTimeTooLong = perView(({ terms, placeOf }) => {
  const keep = terms.backups?.['point-in-time']?.keep;
  if (keep === undefined || keep.seconds <= LONGEST_POINT_IN_TIME_DAYS * DAY) return [];
  return [
    {
      code: 'COV-PITR-TOO-LONG',
      severity: 'error',
      message: `any second of ${keep.text} cannot be restored`,
      why: `AWS fact 6 (USER_PIT, AWS Backup continuous backups): RDS keeps a continuous recovery point 1 to ${LONGEST_POINT_IN_TIME_DAYS} days.`,
      fix: `write \`keep: ${LONGEST_POINT_IN_TIME_DAYS}d\` here, and keep snapshots for longer with \`backups.keep\``,
      impossible: true,
      ...placeOf('backups', 'point-in-time', 'keep'),
    },
  ];
});

/** Fact 15. */
export const recoveryPointTooShort = perView(({ terms, placeOf }) => {
  const point = terms.backups?.['point-in-time']?.['recovery-point'];
  if (point === undefined || point.seconds >= RECOVERY_POINT_SECONDS) return [];
  return [
    {
      code: 'COV-RPO-TOO-SHORT',
      severity: 'error',
      message: `a restore may lose more than ${point.text}`,
      why: 'AWS fact 15 (RDS, LatestRestorableTime): the log is stored every five minutes, so the last ones can be lost.',
      fix: 'write `recovery-point: 5m`, or add a choice that says what makes it smaller',
      ...placeOf('backups', 'point-in-time', 'recovery-point'),
    },
  ];
});

/** Fact 6: one database has one window, so plans that promise different ones cannot share it. */
export function pointInTimeShared(
  agreement: Agreement,
  environment: Environment | undefined,
): readonly Problem[] {
  if (environment === undefined) return [];
  const known = environment.tenants.filter(tenant => Object.hasOwn(agreement.plans, tenant.plan));
  return sharedPools(agreement, { ...environment, tenants: known }).flatMap(pool => {
    const promised = [
      ...pool.plans.map(plan => ({ who: `plan ${plan}`, terms: termsOf(agreement, plan) })),
      ...pool.tenants.map(tenant => ({
        who: `tenant ${tenant.name}`,
        terms: tenantTerms(agreement, tenant),
      })),
    ].flatMap(({ who, terms }) => {
      const keep = terms.backups?.['point-in-time']?.keep;
      return keep === undefined ? [] : [{ who, keep }];
    });
    const [first] = promised;
    const other = promised.find(({ keep }) => keep.seconds !== first?.keep.seconds);
    return first && other ? [shared(pool.name, [first, other])] : [];
  });
}

function shared(pool: string, pair: readonly { who: string; keep: { text: string } }[]): Problem {
  const differ = pair.map(({ who, keep }) => `${who} ${keep.text}`).join(' and ');
  return {
    code: 'COV-PITR-SHARED',
    severity: 'error',
    message: `the shared database ${pool} cannot keep different windows: ${differ}`,
    why: 'AWS fact 6: RDS has one continuous recovery point per database, with one retention.',
    fix: 'write `databases: per-plan`, place the tenant `dedicated`, or promise one window',
    where: 'environment',
    path: ['databases'],
  };
}
