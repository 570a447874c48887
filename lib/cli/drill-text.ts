import type { DrillResult } from '../local/drill/plan.ts';
import { paint } from './output.ts';

/** A drill's result for people: promise against measured, then what was wrong. */
export function drillText({ report, kept }: Pick<DrillResult, 'report' | 'kept'>): string {
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

function row(name: string, promised: string, measured: string): string {
  return `  ${name.padEnd(24)} ${promised.padStart(12)}   ${measured}`;
}

function rowsText(rows: DrillResult['report']['rows']): string {
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
