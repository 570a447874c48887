import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { html, raw } from 'hono/html';
import { type DrillToTell, promisedText, seconds } from './drill-text.ts';
import { timelineSvg } from './drill-timeline.ts';

/** Writes the page of a drill: one file that needs nothing else. */
export function writeDrillPage(file: string, result: DrillToTell): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, String(drillPage(result)));
}

export function drillPage({ report }: DrillToTell) {
  const { failover } = report;
  const verdict = report.ok ? 'The drill is green' : 'The drill is red';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${verdict}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <h1 class="${report.ok ? 'green' : 'red'}">${verdict}</h1>
          ${report.reasons.length === 0 ? '' : html`<ul>${report.reasons.map(reason => html`<li>${reason}</li>`)}</ul>`}
          <h2>Promise and measurement</h2>
          <table>
            <thead><tr><th>What</th><th>Promised</th><th>Measured</th></tr></thead>
            <tbody>
              ${figure('Recovery time (RTO)', promisedText(report.rto.promised), seconds(report.rto.measured))}
              ${figure('Recovery point (RPO)', promisedText(report.rpo.promised), seconds(report.rpo.measured))}
              ${failover ? figure('Failover', promisedText(failover.promised), seconds(failover.measured)) : ''}
              ${failover ? figure('Acknowledged rows lost', '0', `${failover.lost} of ${failover.acknowledged}`) : ''}
              ${figure('Rows', String(report.rows.expected), String(report.rows.restored))}
            </tbody>
          </table>
          <h2>Timeline</h2>
          ${raw(timelineSvg(report.phases))}
          <h2>Settings of the restored database</h2>
          <table>
            <thead><tr><th>Setting</th><th>Source</th><th>Restored</th></tr></thead>
            <tbody>
              ${report.parity.map(
                line => html`<tr class="${line.same ? '' : 'lost'}">
                  <td>${line.setting}</td><td>${line.source}</td><td>${line.restored}</td>
                </tr>`,
              )}
            </tbody>
          </table>
          ${report.fault === null ? '' : html`<p>Injected fault: <code>${report.fault}</code></p>`}
        </main>
      </body>
    </html>`;
}

function figure(name: string, promised: string, measured: string) {
  return html`<tr><td>${name}</td><td>${promised}</td><td>${measured}</td></tr>`;
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --green: #18794e; --red: #c02; --bar: #3b82c4; }
@media (prefers-color-scheme: dark) { :root { --green: #4cc38a; --red: #ff6b6b; --bar: #6cb0ee; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem; }
h1.green { color: var(--green); } h1.red, tr.lost td { color: var(--red); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
svg { width: 100%; height: auto; } svg text { fill: currentColor; font: 13px system-ui, sans-serif; } svg rect { fill: var(--bar); }`;
