import { html, raw } from 'hono/html';
import { nameOf } from '../../lib/status/feeds/entries.ts';
import type { StatusModel } from '../../lib/status/model.ts';
import { phrases, sentence } from '../../lib/status/words.ts';
import { legal } from '../../lib/status/xml.ts';
import { componentsSection } from './components.ts';
import { incidentsSection, openSection } from './incidents.ts';
import { maintenanceSection } from './maintenance.ts';
import { icon, SYMBOLS, time, written } from './markup.ts';
import { uptimeSection } from './uptime.ts';

/** Nothing is loaded and nothing runs: the page is text, and its pictures are inside it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The status page as one file. It needs no network, no script and no server. */
export function page(model: StatusModel, css: string): string {
  const { agreement, asOf, state, host } = model;
  const says = sentence(model);
  const [headline = '', ...others] = phrases(model);
  const name = nameOf(model);
  return legal(
    String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="color-scheme" content="light dark">
<title>${says} · ${name}</title><meta name="description" content="${says}">
<link rel="alternate" type="application/atom+xml" title="Incidents and maintenance (Atom)" href="atom.xml">
<link rel="alternate" type="application/feed+json" title="Incidents and maintenance (JSON Feed)" href="feed.json">
<link rel="icon" href="data:,"><style>${raw(css)}</style></head>
<body>${SYMBOLS}<a class="skip" href="#main">Skip to the components</a>
<header class="page"><p class="brand"><b>${written(host)}</b> · service status</p>
<h1>${icon(state)}${written(headline)}</h1>${others.map(other => html`<p class="also">${written(other)}</p>`)}
<p class="lede">As of ${time(asOf, agreement.zone)}. Measured as agreed in “${written(agreement.title ?? agreement.agreement)}”, version ${agreement.version}. Days and months are those of ${agreement.zone}.</p></header>
<main id="main" tabindex="-1">${openSection(model)}${componentsSection(model)}${maintenanceSection(model)}${uptimeSection(model)}${incidentsSection(model)}</main>
<footer><nav aria-label="Feeds"><ul><li><a href="atom.xml">Atom feed</a></li><li><a href="feed.json">JSON feed</a></li><li><a href="maintenance.ics">Maintenance calendar</a></li><li><a href="status.json">All data as JSON</a></li></ul></nav>
${model.notes.map(note => html`<p>${written(note)}</p>`)}
<p>Uptime is cut off after four digits, never rounded up. Time without data is shown as such.</p></footer></body></html>
`),
  );
}
