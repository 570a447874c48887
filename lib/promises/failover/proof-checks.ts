import type { AuditCheck, Evidence } from '../evidence.ts';
import { measuredIn, perDrill, type Question, type SeenDrill, timeIn } from '../recovery/proof.ts';
import { timed, timedInDrill } from './timing-checks.ts';

const FAILED_OVER: Pick<Question, 'speaks' | 'without'> = {
  speaks: ({ failover }) => failover !== null,
  without: 'unseen',
};

/** Every row that the dead primary had acknowledged is there afterwards. */
export function nothingLost(drill: SeenDrill): readonly Evidence[] {
  const { failover } = drill.report;
  if (!failover) return [];
  const { lost, acknowledged } = failover;
  return [
    measuredIn(drill, ['failover', 'lost'], {
      expected: 'no acknowledged row lost',
      actual: `${lost} of ${acknowledged} lost`,
      holds: lost === 0 && acknowledged > 0,
    }),
  ];
}

/** Asks the drill whose primary was killed under a writer. */
export const afterKill = (ask: Question['ask']): Question => ({ ...FAILED_OVER, ask });

const byItself: AuditCheck = {
  rule: 'failover/proven-automatic',
  term: 'failover.automatic',
  says: 'In a drill the primary was killed, and writes came back without a person and without a lost row.',
  run: (subject, assembly) =>
    perDrill(
      subject,
      assembly,
      afterKill(drill => [...writesCameBack(drill), ...nothingLost(drill)]),
    ),
};

function writesCameBack(drill: SeenDrill): readonly Evidence[] {
  const { failover } = drill.report;
  if (!failover) return [];
  const { measured } = failover;
  const actual = measured === null ? 'they did not come back' : `${measured.toFixed(2)} s`;
  return [
    measuredIn(drill, ['failover', 'measured'], {
      expected: 'writes come back',
      actual,
      holds: measured !== null,
    }),
  ];
}

const within: AuditCheck = {
  rule: 'failover/proven-within',
  term: 'failover.within',
  says: 'In a drill the database took writes again within the promised time.',
  run: (subject, assembly) =>
    perDrill(
      subject,
      assembly,
      afterKill((drill, pool) => {
        const promised = pool.terms.failover?.within?.seconds ?? 0;
        return [timeIn(drill, ['failover', 'measured'], drill.report.failover?.measured ?? null, promised)];
      }),
    ),
};

export const proofChecks: readonly AuditCheck[] = [byItself, within, timed, timedInDrill];
