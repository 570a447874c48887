import type { SeenDrill } from '../../lib/promises/recovery/proof.ts';
import type { DrillReport, DrillSubject, FailoverFigures } from '../../lib/promises/recovery/report.ts';

/** The moment of every audit of the tests. */
export const NOW = new Date('2026-11-22T12:00:00Z');

export const ABOUT: DrillSubject = {
  place: 'local',
  agreement: 'sovereign-node',
  version: 1,
  environment: null,
  database: 'shop-db',
  run: 'drill-1',
  from: 'primary',
  point: '2026-11-22T10:59:59.000Z',
  startedAt: '2026-11-22T11:00:00.000Z',
  endedAt: '2026-11-22T11:00:20.000Z',
};

const GREEN: Omit<DrillReport, 'about' | 'failover'> = {
  ok: true,
  mode: 'drill',
  phases: [{ name: 'restore', seconds: 2 }],
  rto: { promised: 7200, measured: 3.5 },
  rpo: { promised: 300, measured: 0.1 },
  rows: { expected: 5000, restored: 5000, missing: 0, extra: 0, changed: 0 },
  parity: [{ setting: 'multiAz', source: 'true', restored: 'true', same: true }],
  fault: null,
  reasons: [],
};

const FAILOVER: FailoverFigures = { promised: 35, measured: 0.6, detected: 0.2, acknowledged: 300, lost: 0 };

export interface DrillChanges extends Partial<Omit<DrillReport, 'about' | 'failover'>> {
  readonly about?: Partial<DrillSubject>;
  readonly failover?: Partial<FailoverFigures> | null;
}

/** The report of a drill in which all went well, but for the changes. */
export function drillReport({ about, failover, ...rest }: DrillChanges = {}) {
  return {
    ...GREEN,
    ...rest,
    about: { ...ABOUT, ...about },
    failover: failover === null ? null : { ...FAILOVER, ...failover },
  };
}

/** The same, as an audit sees it. */
export function seenDrill(changes: DrillChanges = {}): SeenDrill {
  const report = drillReport(changes);
  return { file: 'drills/drill-1.json', report, about: report.about, lineOf: () => 7 };
}
