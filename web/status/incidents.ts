import { html } from 'hono/html';
import { anchorOf } from '../../lib/status/feeds/entries.ts';
import type { IncidentView } from '../../lib/status/incidents.ts';
import type { StatusModel } from '../../lib/status/model.ts';
import type { Update } from '../../lib/status/notices.ts';
import { IMPACT_WORDS, lastingText, rangeText, timeText, UPDATE_WORDS } from '../../lib/status/words.ts';
import { componentsText, downtimeText } from './entry.ts';
import { count, type Html, icon, time, written } from './markup.ts';

/** More would make the page slow on a phone; the rest is counted, and status.json has all of it. */
const SHOWN = 25;

/** What is going on now, if anything is: before everything else. */
export function openSection(model: StatusModel): Html {
  const open = model.incidents.filter(({ resolved }) => resolved === undefined);
  if (open.length === 0) return html``;
  return html`<section aria-labelledby="open"><h2 id="open">Open now</h2>${articles(open, model)}</section>
`;
}

export function incidentsSection(model: StatusModel): Html {
  const closed = model.incidents.filter(({ resolved }) => resolved !== undefined);
  const days = count(model.components[0]?.days.length ?? 0, 'day');
  const list = closed.length === 0 ? html`<p>None in the last ${days}.</p>` : articles(closed, model);
  return html`<section aria-labelledby="incidents"><h2 id="incidents">Past incidents</h2>${list}</section>
`;
}

function articles(incidents: readonly IncidentView[], model: StatusModel): Html {
  const left = incidents.length - SHOWN;
  const more =
    left > 0
      ? html`<p>${count(left, 'more incident')}, all of them in <a href="status.json">status.json</a>.</p>`
      : '';
  return html`${incidents.slice(0, SHOWN).map(incident => article(incident, model))}${more}`;
}

function article(incident: IncidentView, model: StatusModel): Html {
  const { id, title, impact, resolved, updates, measured, report } = incident;
  const sign = resolved !== undefined ? 'up' : impact === 'outage' ? 'down' : 'degraded';
  return html`<article id="${anchorOf('incident', id).slice(1)}" class="entry"><h3>${written(title)}</h3>
<p class="facts"><strong>${icon(sign)}${lastingText(incident)}</strong>, ${IMPACT_WORDS[impact]}</p>
<p class="facts">${whenText(incident, model)}. ${componentsText(incident.components, model)}</p>
${downtimeText(measured, model)}${updates.length === 0 ? '' : html`<ol class="updates">${updates.map(update => updateItem(update, model))}</ol>`}
${report === undefined ? '' : html`<p><a href="${report}" rel="noopener">Report on ${written(title)}</a></p>`}</article>
`;
}

function whenText({ started, resolved }: IncidentView, { agreement }: StatusModel): string {
  return resolved === undefined
    ? `Since ${timeText(started, agreement.zone)}`
    : rangeText(started, resolved, agreement.zone);
}

function updateItem({ at, state, text }: Update, { agreement }: StatusModel): Html {
  const word = state ? html` <strong>${UPDATE_WORDS[state]}</strong>` : '';
  return html`<li>${time(at, agreement.zone)}${word}<p class="plain" dir="auto">${text}</p></li>`;
}
