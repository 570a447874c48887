import { html } from 'hono/html';
import type { ComponentView } from '../../lib/status/components.ts';
import { anchorOf, plainName } from '../../lib/status/feeds/entries.ts';
import type { IncidentView } from '../../lib/status/incidents.ts';
import type { MaintenanceView } from '../../lib/status/maintenance.ts';
import type { StatusModel } from '../../lib/status/model.ts';
import {
  dayText,
  IMPACT_WORDS,
  lastingText,
  lengthText,
  MAINTENANCE_WORDS,
  noticeText,
  standingText,
  UPDATE_WORDS,
} from '../../lib/status/words.ts';
import { bars, dayList, summary } from './bars.ts';
import { badge, count, type Html, icon, time, written } from './markup.ts';

/** More would make the page slow on a phone; the rest is counted, and status.json has all of it. */
const INCIDENTS_SHOWN = 25;
const PAST_SHOWN = 10;

export function componentsSection(model: StatusModel): Html {
  const items = model.components.map(component => componentArticle(component, model));
  return html`<section aria-labelledby="components"><h2 id="components">Components</h2>
<div class="key"><span><svg class="bars" viewBox="0 0 10 40" aria-hidden="true"><path class="up" d="M1 0h8v32h-8z"/></svg>Up</span><span><svg class="bars" viewBox="0 0 10 40" aria-hidden="true"><path class="up" d="M1 0h8v20h-8z"/><path class="down" d="M1 22h8v10h-8zM1 40h8l-4-6z"/></svg>Downtime</span><span><svg class="bars" viewBox="0 0 10 40" aria-hidden="true"><path class="up" d="M1 0h8v20h-8z"/><path class="work" d="M1 22h8v10h-8zM1 36h8v2h-8z"/></svg>Downtime in maintenance only</span><span><svg class="bars" viewBox="0 0 10 40" aria-hidden="true"><path class="void" d="M2 1h6v30h-6z"/></svg>No data</span></div>
${items}</section>
`;
}

function componentArticle(component: ComponentView, { agreement, asOf }: StatusModel): Html {
  const { name, title, state, lastSeen, days } = component;
  const id = `component-${plainName(name)}`;
  const first = days[0]?.date;
  const stale = lastSeen === asOf ? '' : lastSeenText(lastSeen, agreement.zone);
  return html`<article aria-labelledby="${id}"><header><h3 id="${id}">${written(title)}</h3>${badge(state)}</header>${stale}
${bars(component)}
<div class="axis" aria-hidden="true"><span>${first ? dayText(first) : ''}</span><span>today</span></div>
<p class="sum">In ${summary(days)}.</p>
${dayList(component)}</article>
`;
}

function lastSeenText(lastSeen: number | undefined, zone: string): Html {
  return lastSeen === undefined
    ? html`<p class="note">No data in this time.</p>`
    : html`<p class="note">Last looked at: ${time(lastSeen, zone)}.</p>`;
}

/** What is going on now, if anything is: before everything else. */
export function openSection(model: StatusModel): Html {
  const open = model.incidents.filter(({ resolved }) => resolved === undefined);
  if (open.length === 0) return html``;
  return html`<section aria-labelledby="open"><h2 id="open">Open now</h2>${open.slice(0, INCIDENTS_SHOWN).map(incident => incidentArticle(incident, model))}${more(open.length - INCIDENTS_SHOWN)}</section>
`;
}

export function incidentsSection(model: StatusModel): Html {
  const closed = model.incidents.filter(({ resolved }) => resolved !== undefined);
  const shown = closed.slice(0, INCIDENTS_SHOWN).map(incident => incidentArticle(incident, model));
  const none = html`<p>No incident was resolved in the last ${count(model.components[0]?.days.length ?? 0, 'day')}.</p>`;
  return html`<section aria-labelledby="incidents"><h2 id="incidents">Past incidents</h2>${closed.length === 0 ? none : shown}${more(closed.length - INCIDENTS_SHOWN)}</section>
`;
}

function more(left: number): Html {
  return left > 0
    ? html`<p>${count(left, 'more incident')}: all are in <a href="status.json">status.json</a>.</p>`
    : html``;
}

function incidentArticle(incident: IncidentView, model: StatusModel): Html {
  const { id, title, started, resolved, impact, updates, measured, report } = incident;
  const { zone } = model.agreement;
  const anchor = anchorOf('incident', id).slice(1);
  const end = resolved === undefined ? '' : html` to ${time(resolved, zone)}`;
  const downtime = measured.map(item => `${titleOf(model, item.component)} ${lengthText(item.seconds)}`);
  const open = resolved === undefined ? icon(impact === 'outage' ? 'down' : 'degraded') : icon('up');
  return html`<article id="${anchor}" class="entry"><h3>${written(title)}</h3>
<p class="facts"><strong>${open}${lastingText(incident)}</strong>, ${IMPACT_WORDS[impact]}</p>
<p class="facts">From ${time(started, zone)}${end}. ${componentsText(incident.components, model)}</p>
${downtime.length === 0 ? '' : html`<p class="facts">Measured downtime: ${written(downtime.join(', '))}.</p>`}
${updates.length === 0 ? '' : html`<ol class="updates">${updates.map(({ at, state, text }) => html`<li>${time(at, zone)}${state ? html` <strong>${UPDATE_WORDS[state]}</strong>` : ''}<p class="plain" dir="auto">${text}</p></li>`)}</ol>`}
${report === undefined ? '' : html`<p><a href="${report}" rel="noopener">Report on ${written(title)}</a></p>`}</article>
`;
}

function titleOf({ components }: StatusModel, name: string): string {
  return components.find(component => component.name === name)?.title ?? name;
}

function componentsText(names: readonly string[], model: StatusModel): Html {
  if (names.length === model.components.length && names.length > 1) return html`All components.`;
  return html`${names.length === 1 ? 'Component' : 'Components'}: ${written(names.map(name => titleOf(model, name)).join(', '))}.`;
}

export function maintenanceSection(model: StatusModel): Html {
  const coming = model.maintenance.filter(({ until }) => until > model.asOf);
  const past = model.maintenance.filter(({ until }) => until <= model.asOf);
  const articles = (windows: readonly MaintenanceView[]) =>
    windows.map(window => maintenanceArticle(window, model));
  const older =
    past.length === 0
      ? ''
      : html`<details><summary>${count(past.length, 'past window')}</summary>${articles(past.slice(0, PAST_SHOWN))}${past.length > PAST_SHOWN ? html`<p>The others are in <a href="status.json">status.json</a>.</p>` : ''}</details>`;
  return html`<section aria-labelledby="maintenance"><h2 id="maintenance">Maintenance</h2>${coming.length === 0 ? html`<p>None is scheduled.</p>` : articles(coming)}${older}</section>
`;
}

function maintenanceArticle(window: MaintenanceView, model: StatusModel): Html {
  const { id, title, from, until, state, text, kind, cancelled, announced } = window;
  const { zone } = model.agreement;
  const told = announced === undefined ? '' : html` (${time(announced, zone)})`;
  const word = `${MAINTENANCE_WORDS[state]}${kind === undefined ? '' : `, ${kind}`}`;
  return html`<article id="${anchorOf('maintenance', id).slice(1)}" class="entry"><h3>${written(title)}</h3>
<p class="facts"><strong>${icon('maintenance')}${written(word)}</strong>, ${lengthText(until - from)}</p>
<p class="facts">From ${time(from, zone)} to ${time(until, zone)}. ${componentsText(window.components, model)}</p>
<p class="facts">${capital(noticeText(window))}${told}. ${cancelled === undefined ? standingText(window) : html`Called off ${time(cancelled, zone)}.`}</p>
${text === undefined ? '' : html`<p class="plain" dir="auto">${text}</p>`}</article>
`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
