import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { html, raw } from 'hono/html';
import { UnreadableInputError } from '../agreement/errors.ts';
import type { DrillReport } from '../promises/recovery/report.ts';
import { STYLE } from './drill-style.ts';
import { type DrillToTell, promisedText, seconds } from './drill-text.ts';
import { timeline } from './drill-timeline.ts';

/** Writes the page of a drill: one file that needs nothing else. @throws UnreadableInputError when it cannot be written */
export function writeDrillPage(file: string, result: DrillToTell): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, String(drillPage(result)));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new UnreadableInputError(`${file}: cannot be written (${reason})`, { cause });
  }
}

export function drillPage({ report }: DrillToTell) {
  const verdict = report.ok ? 'The drill is green' : 'The drill is red';
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${verdict}</title><style>${raw(STYLE)}</style></head>
<body><main>
<h1 class="${report.ok ? 'green' : 'red'}">${verdict}</h1>
${subject(report)}${reasons(report)}
<h2>Promise and measurement</h2>
${figures(report)}
<h2>Timeline</h2>
${timeline(report.phases)}
<h2>Settings of the restored database</h2>
${settings(report)}
${report.fault === null ? '' : html`<p>Made to fail on purpose: <code>${report.fault}</code></p>`}
</main></body></html>
`;
}

function subject({ about }: DrillReport) {
  if (!about) return '';
  const place = about.place === 'local' ? 'on a local machine' : `in ${about.environment}`;
  const from = about.from === 'primary' ? 'its own region' : 'the recovery region';
  return html`<p class="about">The database <code>${about.database}</code> ${place}, restored from the backups of ${from}, as <code>${about.agreement}</code> version ${about.version} promises it. Ended ${about.endedAt.slice(0, 19).replace('T', ' ')} UTC, run <code>${about.run}</code>.</p>`;
}

function reasons({ reasons: all }: DrillReport) {
  return all.length === 0
    ? ''
    : html`<ul class="reasons">${all.map(reason => html`<li>${reason}</li>`)}</ul>`;
}

function figures({ rto, rpo, rows, failover, parity }: DrillReport) {
  return html`<table>
<thead><tr><th scope="col">What</th><th scope="col">Promised</th><th scope="col">Measured</th></tr></thead>
<tbody>
${figure('Recovery time (RTO)', promisedText(rto.promised), seconds(rto.measured))}
${figure('Recovery point (RPO)', promisedText(rpo.promised), seconds(rpo.measured))}
${failover ? figure('Failover', promisedText(failover.promised), seconds(failover.measured)) : ''}
${failover ? figure('Failure noticed', '', seconds(failover.detected)) : ''}
${failover ? figure('Acknowledged rows lost', '0', `${failover.lost} of ${failover.acknowledged}`) : ''}
${parity.length === 0 ? figure('Rows', 'all', 'not compared') : figure('Rows', String(rows.expected), String(rows.restored))}
</tbody></table>`;
}

function figure(name: string, promised: string, measured: string) {
  return html`<tr><th scope="row">${name}</th><td>${promised}</td><td>${measured}</td></tr>`;
}

/** What was lost first; what stayed is there to look up. */
function settings({ parity }: DrillReport) {
  const lost = parity.filter(line => !line.same);
  const same = parity.filter(line => line.same);
  if (parity.length === 0) return html`<p>They were not compared.</p>`;
  return html`${lost.length === 0 ? '' : table(lost, 'lost')}<details><summary>${same.length} of ${parity.length} are the same</summary>${table(same, '')}</details>`;
}

function table(lines: DrillReport['parity'], kind: string) {
  const row = ({ setting, source, restored }: DrillReport['parity'][number]) =>
    html`<tr class="${kind}"><th scope="row">${words(setting)}${kind === '' ? '' : html` <b>lost</b>`}</th><td>${source}</td><td>${restored}</td></tr>`;
  return html`<table><thead><tr><th scope="col">Setting</th><th scope="col">Source</th><th scope="col">Restored</th></tr></thead><tbody>${lines.map(row)}</tbody></table>`;
}

/** A long name may break before its capitals. */
function words(name: string) {
  return name.split(/(?=[A-Z])/).map((word, at) => (at === 0 ? word : html`<wbr>${word}`));
}
