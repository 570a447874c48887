import type { FailoverStepName } from '../../promises/failover/machine.ts';

/** Steps that are Lambdas: all but the one that is the restore machine. */
export type LambdaStep = Exclude<FailoverStepName, 'restore'>;

export const SAYS: Readonly<Record<LambdaStep | 'begin' | 'watch', string>> = {
  begin: 'Makes the first state of a failover',
  claim: 'Takes a service for one run at a time',
  decide: 'Asks witnesses outside of a region whether it is down',
  rehearse: 'Says what a failover would do',
  fence: 'Takes the right to write from a region, and waits until it has ended',
  'restore-back': 'Brings data back to the primary region',
  ready: 'Judges whether data is ready in the new region',
  shift: 'Sends traffic to the new region',
  open: 'Gives the new region the right to write',
  'roll-back': 'Undoes what a failover did before it opened the new region',
  verify: 'Sees the first write in the new region, from outside',
  report: 'Judges a failover, and signs and stores its report',
  watch: 'Looks every minute whether a region is down, and ends what died',
};

export type Need = 'lease' | 'runs' | 'start' | 'alarms' | 'figures' | 'restores' | 'report';

export const NEEDS: Readonly<Record<LambdaStep | 'begin' | 'watch', readonly Need[]>> = {
  begin: [],
  claim: ['lease', 'runs'],
  decide: ['lease', 'alarms'],
  rehearse: [],
  fence: ['lease'],
  'restore-back': ['restores'],
  ready: [],
  shift: ['lease', 'figures'],
  open: ['lease'],
  'roll-back': ['lease', 'figures'],
  verify: [],
  report: ['lease', 'report'],
  watch: ['lease', 'runs', 'start', 'alarms', 'figures'],
};
