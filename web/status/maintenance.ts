import { html } from 'hono/html';
import { anchorOf } from '../../lib/status/feeds/entries.ts';
import type { MaintenanceView } from '../../lib/status/maintenance.ts';
import type { StatusModel } from '../../lib/status/model.ts';
import {
  lengthText,
  MAINTENANCE_WORDS,
  noticeText,
  rangeText,
  standingText,
  timeText,
} from '../../lib/status/words.ts';
import { componentsText, downtimeText } from './entry.ts';
import { count, type Html, icon, time, written } from './markup.ts';

/** Past windows beyond these are only in status.json. */
const PAST_SHOWN = 10;

export function maintenanceSection(model: StatusModel): Html {
  const coming = model.maintenance.filter(({ until }) => until > model.asOf);
  const past = model.maintenance.filter(({ until }) => until <= model.asOf);
  const next = coming.length === 0 ? html`<p>None is scheduled.</p>` : articles(coming, model);
  return html`<section aria-labelledby="maintenance"><h2 id="maintenance">Maintenance</h2>${next}${pastDetails(past, model)}</section>
`;
}

function articles(windows: readonly MaintenanceView[], model: StatusModel): readonly Html[] {
  return windows.map(window => article(window, model));
}

function pastDetails(past: readonly MaintenanceView[], model: StatusModel): Html {
  if (past.length === 0) return html``;
  const older =
    past.length > PAST_SHOWN ? html`<p>Older ones are in <a href="status.json">status.json</a>.</p>` : '';
  return html`<details><summary>${count(past.length, 'past window')}</summary>${articles(past.slice(0, PAST_SHOWN), model)}${older}</details>`;
}

function article(window: MaintenanceView, model: StatusModel): Html {
  const { id, title, from, until, state, text, cancelled, announced, measured } = window;
  const { zone } = model.agreement;
  const told = announced === undefined ? '' : `, on ${timeText(announced, zone)}`;
  const notice = noticeText(window);
  const standing =
    cancelled === undefined ? standingText(window) : html`Called off ${time(cancelled, zone)}.`;
  return html`<article id="${anchorOf('maintenance', id).slice(1)}" class="entry"><h3>${written(title)}</h3>
<p class="facts"><strong>${icon('maintenance')}${MAINTENANCE_WORDS[state]}</strong>, ${lengthText(until - from)}${kindText(window)}</p>
<p class="facts">${rangeText(from, until, zone)}. ${componentsText(window.components, model)}</p>
<p class="facts">${notice.charAt(0).toUpperCase()}${notice.slice(1)}${told}. ${standing}</p>
${downtimeText(measured, model)}${text === undefined ? '' : html`<p class="plain" dir="auto">${text}</p>`}</article>
`;
}

/** The agreement's own word for this kind, unless it only repeats the state. */
function kindText({ kind, state }: MaintenanceView): Html {
  return kind === undefined || kind.toLowerCase() === MAINTENANCE_WORDS[state].toLowerCase()
    ? html``
    : html`, ${written(kind)}`;
}
