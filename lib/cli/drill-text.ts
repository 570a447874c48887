import type { DrillReport } from '../promises/recovery/report.ts';
import { paint } from './output.ts';

/** What there is to tell of a drill. */
export interface DrillToTell {
  readonly report: DrillReport;
  /** Where the data was left. */
  readonly kept?: string | undefined;
}

/** A drill's result for people: promise against measured, then what was wrong. */
export function drillText({ report, kept }: DrillToTell): string {
  const { rto, rpo, rows, parity, failover } = report;
  const lost = parity.filter(line => !line.same).length;
  const lines = [
    '',
    row('', 'promised', 'measured'),
    row('recovery time (RTO)', promisedText(rto.promised), seconds(rto.measured)),
    row('recovery point (RPO)', promisedText(rpo.promised), seconds(rpo.measured)),
    ...(failover
      ? [
          row('failover', promisedText(failover.promised), seconds(failover.measured)),
          row('acknowledged rows lost', '0', `${failover.lost} of ${failover.acknowledged}`),
        ]
      : []),
    ...(parity.length === 0
      ? [row('rows and settings', 'all', 'not compared')]
      : [
          row('rows restored', String(rows.expected), rowsText(rows)),
          row('settings', String(parity.length), lost === 0 ? 'all the same' : `${lost} lost`),
        ]),
    '',
    ...report.reasons.map(reason => `  ${paint('red', '✗')} ${reason}`),
    report.ok ? paint('green', 'The drill is green.') : paint('red', 'The drill is red.'),
    ...(kept === undefined ? [] : [`The data folder is ${kept}; remove it when you are done.`]),
  ];
  return lines.join('\n');
}

/** Tells phases as they begin and end, a line each. */
export function phaseTeller(
  tell: (text: string) => void,
): (phase: string, seconds: number | undefined) => void {
  return (phase, seconds) => {
    if (seconds === undefined) tell(`  ${phase} ...`);
    else tell(`  ${phase.padEnd(14)} ${seconds.toFixed(2)} s`);
  };
}

function row(name: string, promised: string, measured: string): string {
  return `  ${name.padEnd(24)} ${promised.padStart(12)}   ${measured}`;
}

function rowsText(rows: DrillReport['rows']): string {
  const wrong = [
    rows.missing > 0 ? `${rows.missing} missing` : '',
    rows.extra > 0 ? `${rows.extra} extra` : '',
    rows.changed > 0 ? `${rows.changed} changed` : '',
  ].filter(Boolean);
  return [`${rows.restored}`, ...wrong].join(', ');
}

/** What was promised, in seconds, as people say it. */
export function promisedText(value: number | null): string {
  return value === null ? 'nothing' : seconds(value);
}

/** Seconds as people say them. */
export function seconds(value: number | null): string {
  if (value === null) return 'not measured';
  if (value >= 7200) return `${(value / 3600).toFixed(1)} h`;
  if (value >= 120) return `${(value / 60).toFixed(1)} min`;
  return `${value.toFixed(2)} s`;
}
