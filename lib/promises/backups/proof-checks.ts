import type { AuditCheck, Subject } from '../evidence.ts';
import { measuredIn, perDrill, type Question, type SeenDrill, timeIn } from '../recovery/proof.ts';
import { restoreFaults } from '../recovery/reasons.ts';
import type { DrillReport } from '../recovery/report.ts';
import { oldestProof } from './freshness.ts';
import { NOT_TESTED } from './test-checks.ts';

const fromAway = (report: DrillReport) => report.about?.from === 'recovery-region';

/** A restore that nobody was promised, such as one from a region where nothing is kept, breaks nothing. */
function promisedPlace({ terms }: Subject): (report: DrillReport) => boolean {
  const { backups } = terms;
  const away = backups?.away !== undefined || backups?.['point-in-time']?.away === true;
  return report => away || !fromAway(report);
}

function speaksOf(subject: Subject): Pick<Question, 'speaks' | 'without'> {
  return { speaks: promisedPlace(subject), without: subject.terms.backups?.tested ? 'unknown' : 'unseen' };
}

const lately: AuditCheck = {
  rule: 'backups/proven-lately',
  term: 'backups.tested.every',
  says: 'A drill has tried the restore, not longer ago than promised.',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.tested) return NOT_TESTED;
    return perDrill(subject, assembly, {
      ...speaksOf(subject),
      ask: (drill, pool, now) => {
        const oldest = oldestProof(pool.terms) ?? 0;
        const age = (now.getTime() - new Date(drill.about.endedAt).getTime()) / 1000;
        const actual = `${days(age)} ago`;
        const holds = age <= oldest && age >= -SKEW;
        return [
          measuredIn(drill, ['about', 'endedAt'], { expected: `at most ${days(oldest)} ago`, actual, holds }),
        ];
      },
    });
  },
};

/** What two clocks may differ by, in seconds; a report from further in the future proves nothing. */
const SKEW = 300;
const DAY = 86_400;

function days(seconds: number): string {
  return seconds < 2 * DAY ? `${(seconds / 3600).toFixed(1)} h` : `${(seconds / DAY).toFixed(1)} d`;
}

const recoveryTime: AuditCheck = {
  rule: 'backups/proven-recovery-time',
  term: 'backups.tested.recovery-time',
  says: 'The drill had its first correct answer within the promised recovery time.',
  run: (subject, assembly) => {
    if (!subject.terms.backups?.tested) return NOT_TESTED;
    return perDrill(subject, assembly, {
      ...speaksOf(subject),
      ask: (drill, pool) => {
        const promised = pool.terms.backups?.tested?.['recovery-time'].seconds ?? 0;
        return [timeIn(drill, ['rto', 'measured'], drill.report.rto.measured, promised)];
      },
    });
  },
};

const recoveryPoint: AuditCheck = {
  rule: 'backups/proven-recovery-point',
  term: 'backups.point-in-time.recovery-point',
  says: 'The drill lost no more than the promised recovery point.',
  run: (subject, assembly) =>
    perDrill(subject, assembly, {
      ...speaksOf(subject),
      speaks: report => promisedPlace(subject)(report) && report.rpo.measured !== null,
      ask: (drill, pool) => {
        const promised = pool.terms.backups?.['point-in-time']?.['recovery-point'].seconds ?? 0;
        return [timeIn(drill, ['rpo', 'measured'], drill.report.rpo.measured, promised)];
      },
    }),
};

const restored: AuditCheck = {
  rule: 'backups/proven-restore',
  term: 'backups.every',
  says: 'The drill restored every row and every setting.',
  run: (subject, assembly) =>
    perDrill(subject, assembly, {
      ...speaksOf(subject),
      ask: drill => wholeRestore(drill),
    }),
};

const away: AuditCheck = {
  rule: 'backups/proven-away',
  term: 'backups.away',
  says: 'A drill restored the database from its copy in the recovery region.',
  run: (subject, assembly) =>
    perDrill(subject, assembly, {
      ...{ speaks: fromAway, without: 'unseen', flags: '--from recovery-region' },
      ask: drill => wholeRestore(drill),
    }),
};

/** Everything of a restore but its times, which are held against what is promised of them. */
function wholeRestore(drill: SeenDrill) {
  const { rows, parity, reasons } = drill.report;
  const lost = parity.filter(({ same }) => !same).map(({ setting }) => setting);
  const wrong = rows.missing + rows.extra + rows.changed;
  const found = restoreFaults(reasons);
  const counted = `${rows.restored} of ${rows.expected} rows`;
  const all = rows.expected === 0 ? 'rows were not counted' : counted;
  return [
    measuredIn(drill, ['rows'], {
      expected: 'every row as it was',
      actual:
        wrong === 0 ? all : `${all}; ${rows.missing} missing, ${rows.extra} extra, ${rows.changed} changed`,
      holds: wrong === 0,
    }),
    measuredIn(drill, ['parity'], {
      expected: 'every setting of the source',
      actual: lost.length === 0 ? `${parity.length} settings, all the same` : `lost: ${lost.join(', ')}`,
      holds: lost.length === 0 && parity.length > 0,
    }),
    measuredIn(drill, ['reasons'], {
      expected: 'nothing wrong',
      actual: found.length === 0 ? 'nothing wrong' : found.join('; '),
      holds: found.length === 0,
    }),
  ];
}

export const proofChecks: readonly AuditCheck[] = [lately, recoveryTime, recoveryPoint, restored, away];
