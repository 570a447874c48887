import { html, raw } from 'hono/html';
import { agreementSection } from './agreement.ts';
import { type Assets, bundledAssets } from './assets.ts';
import { filters } from './filters.ts';
import type { AuditedAgreement, ReportOptions } from './input.ts';
import { SYMBOLS } from './markup.ts';
import { summary } from './summary.ts';

/** The audit as one page that needs nothing but itself. */
export async function auditPage(
  audited: readonly AuditedAgreement[],
  options: ReportOptions = {},
): Promise<string> {
  const assets = bundledAssets('audit');
  const page = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta http-equiv="Content-Security-Policy" content="${policy(assets)}">
<title>${titleOf(audited)}</title><style>${raw(assets.css)}</style></head>
<body>${SYMBOLS}<a class="skip" href="#clauses">Skip to the clauses</a>
${summary(audited, options)}<main id="clauses" tabindex="-1">${filters(audited)}
<p class="none" hidden>No clause matches. <button type="button" class="plain">Show all of them</button></p>
${audited.map(agreementSection)}</main>
<footer><p>Each status is computed from the templates, and from the signed reports of drills where there are any, by checks that were shown to turn red when what they watch is changed. Covenant 0.1.0.</p></footer>
<dialog class="drawer" aria-labelledby="drawer-title"><header><h2 id="drawer-title">Template</h2><button type="button" class="plain">Close</button></header><div class="content" tabindex="0" role="region" aria-label="Template excerpt"></div></dialog>
<script>${raw(assets.script)}</script></body></html>
`;
  return String(await page);
}

/** Nothing is fetched and only the page's own script runs, even if a template held markup. */
function policy({ scriptHash }: Assets): string {
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '${scriptHash}'; base-uri 'none'; form-action 'none'`;
}

function titleOf(audited: readonly AuditedAgreement[]): string {
  const [only] = audited;
  return audited.length === 1 && only ? `Audit: ${only.result.title}` : 'Covenant audit';
}
