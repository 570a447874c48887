import { html } from 'hono/html';
import type { ComponentView } from '../../lib/status/components.ts';
import { plainName } from '../../lib/status/feeds/entries.ts';
import type { StatusModel } from '../../lib/status/model.ts';
import { dayText } from '../../lib/status/words.ts';
import { bars, dayList, summary } from './bars.ts';
import { badge, type Html, time, written } from './markup.ts';

/** Each component with its state and its last days. */
export function componentsSection(model: StatusModel): Html {
  return html`<section aria-labelledby="components"><h2 id="components">Components</h2>
${KEY}
${model.components.map(component => componentArticle(component, model))}</section>
`;
}

function sample(word: string, paths: Html): Html {
  return html`<span><svg class="bars" viewBox="0 0 10 40" aria-hidden="true">${paths}</svg>${word}</span>`;
}

const KEY = html`<div class="key">${sample('Up', html`<path class="up" d="M1 0h8v32h-8z"/>`)}${sample('Downtime', html`<path class="up" d="M1 0h8v20h-8z"/><path class="down" d="M1 22h8v10h-8zM1 40h8l-4-6z"/>`)}${sample('Downtime in maintenance that does not count', html`<path class="up" d="M1 0h8v20h-8z"/><path class="work" d="M1 22h8v10h-8zM1 36h8v2h-8z"/>`)}${sample('No data', html`<path class="void" d="M2 1h6v30h-6z"/>`)}</div>`;

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
