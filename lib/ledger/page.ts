import { html } from 'hono/html';
import { isoOf } from '../promises/availability/month.ts';
import type { StatementFile } from './document.ts';
import type { Results } from './statement.ts';
import { stepSection } from './steps.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --paper: #fff; --soft: #5a6675; --line: #d6dce4; --good: #17643a; --bad: #a32014; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf2; --paper: #12171e; --soft: #9aa7b6; --line: #303a46; --good: #6fcf97; --bad: #ff8a7a; } }
body { font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin-bottom: .2rem } h2 { font-size: 1.1rem; margin-top: 2rem }
.soft { color: var(--soft) } .good { color: var(--good) } .bad { color: var(--bad) } .verdict { font-size: 1.2rem; font-weight: 600 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
td.number { text-align: right; font-variant-numeric: tabular-nums } code { font-size: .85em; overflow-wrap: anywhere }
`;

function verdict(results: Results) {
  if (!results.complete)
    return html`<p class="verdict">This month was not observed whole, so nothing is settled yet.</p>`;
  if (results.kept === null) return html`<p class="verdict">No uptime was promised for this plan.</p>`;
  return results.kept
    ? html`<p class="verdict good">Kept: ${results.uptime} % of ${results.promised} promised.</p>`
    : html`<p class="verdict bad">Missed: ${results.uptime} % where ${results.promised} was promised.</p>`;
}

function row(name: string, value: string | number | null, unit = '') {
  return html`<tr><th scope="row">${name}</th><td class="number">${value === null ? 'not stated' : `${value}${unit}`}</td></tr>`;
}

function owed({ credit, fee }: Results, currency: string) {
  if (credit.clause === null) return html`<p>This plan has no service credits.</p>`;
  if (credit.percent === null)
    return html`<p>Nothing can be said to be owed before the month is observed whole.</p>`;
  const { claim } = credit;
  const how = claim
    ? claim.by === 'automatic'
      ? 'It is applied to your next invoice without a request.'
      : `Ask for it by support ticket${claim.until ? ` until ${claim.until}` : ''}.`
    : '';
  const amount =
    credit.amount === null ? `of your fee (${fee.why ?? 'not stated'})` : `= ${credit.amount} ${currency}`;
  return html`<p>Credit by clause ${credit.clause}: <strong>${credit.percent} % ${amount}</strong>. ${how}</p>`;
}

function policyWords(file: StatementFile) {
  const { availability } = file.evidence.terms;
  const measured =
    typeof availability === 'object' && availability !== null && 'measured' in availability
      ? availability.measured
      : null;
  if (typeof measured !== 'object' || measured === null)
    return html`<p>The agreement names no policy for this plan; every minute is read plainly.</p>`;
  return html`<table>${Object.entries(measured).map(([name, value]) => row(name, String(value)))}</table>`;
}

function exclusions(file: StatementFile, results: Results) {
  const refused = new Map(results.refusedExclusions.map(({ id, reason }) => [id, reason]));
  const items = file.evidence.history.exclusions;
  if (items.length === 0) return html`<p>Nothing was excluded.</p>`;
  return html`<table><tr><th>What</th><th>When</th><th>Counted as</th></tr>${items.map(item => {
    const id = String(item.id);
    const when = `${isoOf(Number(item.start))} – ${isoOf(Number(item.end))}`;
    const reason = refused.get(id);
    return html`<tr><td>${id} (${String(item.kind)})</td><td>${when}</td><td>${reason ? `not excluded: ${reason}` : 'excluded'}</td></tr>`;
  })}</table>`;
}

function outages(results: Results) {
  if (results.outages.length === 0) return html`<p>No outage counted.</p>`;
  return html`<table><tr><th>From</th><th>Until</th></tr>${results.outages.map(
    ({ start, end }) => html`<tr><td>${start}</td><td>${end}</td></tr>`,
  )}</table>`;
}

/** What falls due for the month, and what is billed ahead with it. */
function costs({ fee, billing }: Results, currency: string) {
  const { billedDays, gross, lines, ahead, why } = billing;
  const whole = row('Fee of a whole month', fee.amount ?? fee.why, fee.amount ? ` ${currency}` : '');
  if (why !== null) return html`<table>${whole}${row('Billed', why)}</table>`;
  const line = ({ kind, plan, covers, days, amount, discount }: (typeof lines)[number]) => {
    const what = kind === 'once' ? `${plan}, once` : `${plan}, ${days} days of ${covers}`;
    return row(discount ? `${what}, less ${discount} %` : what, amount, ` ${currency}`);
  };
  return html`<table>${whole}${row('Billed days', billedDays)}${lines.map(line)}${row('Falls due', gross, ` ${currency}`)}</table>
${ahead.length > 0 ? html`<p>Billed ahead with it:</p><table>${ahead.map(line)}</table>` : ''}
<p class="soft">Without tax: the agreement promises none. Credits of earlier months are taken off on the invoice.</p>`;
}

/** The statement as a page for the customer: what was promised, measured, excluded and owed, and how to check it. */
export async function statementPage(file: StatementFile, results: Results): Promise<string> {
  const { tenant, plan, month, agreement, version, zone, currency } = file.evidence;
  const correction =
    file.revision > 1
      ? html`<p class="bad">Correction ${file.revision - 1} of this month's statement.</p>`
      : '';
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Statement ${month} for ${tenant}</title><style>${STYLE}</style></head><body><main>
<h1>Statement for ${tenant}, ${month}</h1>
<p class="soft">Plan ${plan} of ${agreement}, version ${version}. The month is read in ${zone}.</p>
${correction}${verdict(results)}
<h2>What is owed</h2>${owed(results, currency)}
<h2>What was measured</h2>
<table>${row('The month has', results.monthMinutes, ' minutes')}${row('Downtime that counts', results.downtimeMinutes, ' minutes')}
${row('Seen down at all', results.seenDownMinutes, ' minutes')}${row('Excluded', results.excludedMinutes, ' minutes')}
${row('Unknown (nobody looked)', results.unknownMinutes, ' minutes')}${row('Uptime as a fraction', results.uptimeFraction)}</table>
<h2>Outages that count</h2>${outages(results)}
${stepSection(results)}
<h2>What was excluded, and why</h2>${exclusions(file, results)}
<h2>How it was counted</h2>${policyWords(file)}
<h2>What the month costs</h2>${costs(results, currency)}
<h2>Check it yourself</h2>
<p>The file beside this page holds the evidence. <code>covenant verify ${tenant}.statement.${file.revision}.json</code> computes every
number again, offline, and names any that differs.</p>
<p class="soft">SHA-256 <code>${file.hash}</code></p>
</main></body></html>`;
  return `${await page}\n`;
}
