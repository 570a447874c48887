import type { Duration } from '../../agreement/units/index.ts';
import type { Terms } from '../terms.ts';

/**
 * What a database shared by several plans or tenants must keep: the strongest of each promise. Terms that say nothing
 * about storage are taken from the first plan that states them.
 */
export function strongest(all: readonly Terms[]): Terms {
  const merged: Terms = Object.assign({}, ...[...all].reverse());
  return {
    ...merged,
    databases: all.map(terms => terms.databases).reduce(strongerDatabases),
    failover: all.map(terms => terms.failover).reduce(strongerFailover),
    backups: all.map(terms => terms.backups).reduce(strongerBackups),
  };
}

type Databases = Terms['databases'];
type Failover = Terms['failover'];
type Backups = Terms['backups'];
type PointInTime = NonNullable<Backups>['point-in-time'];
type Tested = NonNullable<Backups>['tested'];
type Away = NonNullable<Backups>['away'];
type Lock = NonNullable<Backups>['lock'];

function strongerDatabases(a: Databases, b: Databases): Databases {
  if (!a || !b) return a ?? b;
  const zones = Math.max(a['redundant-service']?.zones ?? 0, b['redundant-service']?.zones ?? 0);
  const survives = [a.survives, b.survives].includes('zone-loss') ? 'zone-loss' : 'instance-loss';
  return { ...a, survives, 'redundant-service': zones > 0 ? { zones } : undefined };
}

function strongerFailover(a: Failover, b: Failover): Failover {
  if (!a || !b) return a ?? b;
  return {
    ...a,
    automatic: a.automatic || b.automatic,
    within: shorter(a.within, b.within),
    region: a.region ?? b.region,
  };
}

function strongerBackups(a: Backups, b: Backups): Backups {
  if (!a || !b) return a ?? b;
  return {
    ...a,
    every: shortest(a.every, b.every),
    keep: longest(a.keep, b.keep),
    away: strongerAway(a.away && { keep: a.away.keep ?? a.keep }, b.away && { keep: b.away.keep ?? b.keep }),
    'point-in-time': strongerPointInTime(a['point-in-time'], b['point-in-time']),
    tested: strongerTested(a.tested, b.tested),
    lock: strongerLock(a.lock, b.lock),
  };
}

function strongerAway(a: Away, b: Away): Away {
  if (!a || !b) return a ?? b;
  return { keep: longer(a.keep, b.keep) };
}

function strongerPointInTime(a: PointInTime, b: PointInTime): PointInTime {
  if (!a || !b) return a ?? b;
  return {
    keep: longest(a.keep, b.keep),
    'recovery-point': shortest(a['recovery-point'], b['recovery-point']),
    away: a.away || b.away,
  };
}

function strongerTested(a: Tested, b: Tested): Tested {
  if (!a || !b) return a ?? b;
  return {
    every: shortest(a.every, b.every),
    'recovery-time': shortest(a['recovery-time'], b['recovery-time']),
  };
}

/** The range that both allow: what neither lets be deleted early nor kept too long. */
function strongerLock(a: Lock, b: Lock): Lock {
  if (!a || !b) return a ?? b;
  const mode = [a.mode, b.mode].includes('compliance') ? 'compliance' : 'governance';
  return { mode, min: longest(a.min, b.min), max: shortest(a.max, b.max) };
}

function longest(a: Duration, b: Duration): Duration {
  return a.seconds >= b.seconds ? a : b;
}

function shortest(a: Duration, b: Duration): Duration {
  return a.seconds <= b.seconds ? a : b;
}

function longer(a: Duration | undefined, b: Duration | undefined): Duration | undefined {
  return a && b ? longest(a, b) : (a ?? b);
}

function shorter(a: Duration | undefined, b: Duration | undefined): Duration | undefined {
  return a && b ? shortest(a, b) : (a ?? b);
}
