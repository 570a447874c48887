import { isKeptAway } from '../backups/rules.ts';
import type { Contradiction } from '../problem.ts';
import { viewsOf } from '../views.ts';
import { strongSetsOf, witnessOf } from './regions.ts';

/** A service that moves to another region needs its data there; one's own service brings its own. */
const noData: Contradiction = (agreement, environment) => {
  if (!environment || 'address' in environment.service) return [];
  const used = new Set(environment.tenants.map(({ plan }) => plan));
  return viewsOf(agreement, environment)
    .filter(({ plan, terms }) => used.has(plan) && terms.failover?.region && !isKeptAway(terms))
    .map(({ placeOf }) => ({
      code: 'COV-FAILOVER-NO-DATA',
      severity: 'error' as const,
      message: 'traffic is promised to move to the other region, and no data is kept there',
      why: 'A restore needs copies in its own region (AWS facts 7 and 13); without them the service would answer 503 there.',
      fix: 'promise `backups.away` or `backups.point-in-time.away` as well',
      impossible: true,
      ...placeOf('failover', 'region'),
    }));
};

/** Who may write has to be said in both regions at once, or two of them could. */
const noWitness: Contradiction = (agreement, environment) => {
  if (!environment || 'address' in environment.service) return [];
  const used = new Set(environment.tenants.map(({ plan }) => plan));
  const moves = viewsOf(agreement, environment).some(
    ({ plan, terms }) => used.has(plan) && terms.failover?.region,
  );
  const { primary, recovery } = environment;
  if (!moves || witnessOf(primary.region, recovery.region) !== undefined) return [];
  return [
    {
      code: 'COV-FAILOVER-NO-WITNESS',
      severity: 'error',
      message: `a failover from ${primary.region} to ${recovery.region} cannot be fenced`,
      why: `A table that is strongly consistent over regions says who may write; DynamoDB offers it within ${strongSetsOf()}.`,
      fix: 'choose both regions from one of these sets, or promise no failover to the other region',
      impossible: true,
      where: 'environment',
      path: ['recovery', 'region'],
    },
  ];
};

export const contradictions: readonly Contradiction[] = [noData, noWitness];
