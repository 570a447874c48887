import { html } from 'hono/html';
import { percentText } from '../../lib/promises/availability/uptime.ts';
import type { JudgedMonth, MeasureView, MonthView } from '../../lib/status/measures.ts';
import type { StatusModel } from '../../lib/status/model.ts';
import { DECIDING, exclusionTexts, policyTexts, promiseText } from '../../lib/status/policy-words.ts';
import { lengthText, monthText } from '../../lib/status/words.ts';
import { type Html, written } from './markup.ts';

/** Digits after the point; what is not shown is cut off, so that no number flatters. */
const DIGITS = 4;
const MONTHS_SHOWN = 12;

/** Uptime by month, once for each way in which the agreement measures it. */
export function uptimeSection(model: StatusModel): Html {
  const named = model.measures.filter(({ measuring }) => measuring.named);
  const shown = named.length > 0 ? named : model.measures.slice(0, 1);
  const rest = named.length > 0 ? model.measures.filter(({ measuring }) => !measuring.named) : [];
  return html`<section aria-labelledby="uptime"><h2 id="uptime">Uptime by month</h2>
${shown.map((measure, index) => measureArticle(measure, model, index))}
${rest.map(measure => html`<p>${written(measure.plans.join(', '))}: ${promiseText(measure)}${clauseText(measure)}.</p>`)}</section>
`;
}

function measureArticle(measure: MeasureView, model: StatusModel, index: number): Html {
  const { plans, measuring, notes } = measure;
  const heading = `measure-${index + 1}`;
  const titles =
    plans.length === Object.keys(model.agreement.plans).length && plans.length > 1
      ? 'Every plan'
      : plans.join(', ');
  return html`<article aria-labelledby="${heading}"><h3 id="${heading}">${written(titles)}</h3>
<p class="promised">${promiseText(measure)}${clauseText(measure)}.</p>
${monthTable(measure, model, heading)}
<details><summary>How this is measured</summary>${measuring.named ? '' : html`<p>The agreement names no way of measuring; this one is plain and for information.</p>`}
<ul>${policyTexts(measuring.policy).map(text => html`<li>${text}</li>`)}${exclusionList(measure)}${notes.map(note => html`<li>${written(note)}</li>`)}</ul>
${clauseList(measure, model)}</details></article>
`;
}

function clauseText({ clauses, terms }: MeasureView): string {
  const ids = new Set([...[terms?.clause ?? []].flat(), ...clauses]);
  return ids.size === 0 ? '' : ` (${[...ids].join(', ')})`;
}

function exclusionList(measure: MeasureView): Html {
  const texts = exclusionTexts(measure);
  return texts.length === 0
    ? html`<li>Nothing is excluded.</li>`
    : html`<li>Not counted: ${texts.join('; ')}.</li>`;
}

function clauseList({ clauses, terms }: MeasureView, { agreement }: StatusModel): Html {
  const ids = [...new Set([...[terms?.clause ?? []].flat(), ...clauses])];
  const said = ids.filter(id => agreement.clauses[id] !== undefined);
  return said.length === 0
    ? html``
    : html`<dl>${said.map(id => html`<dt>${id}</dt><dd>${written(agreement.clauses[id] ?? '')}</dd>`)}</dl>`;
}

function monthTable({ measuring, months, terms }: MeasureView, model: StatusModel, heading: string): Html {
  const shown = months.slice(-MONTHS_SHOWN).toReversed();
  if (shown.length === 0) return html`<p>No month has been observed yet.</p>`;
  const columns = shown[0]?.components.map(({ component }) => component) ?? [];
  const several = columns.length > 1;
  const titleOf = (name: string) => model.components.find(item => item.name === name)?.title ?? name;
  const promise = terms?.promise?.text.replace('%', ' %') ?? '';
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="${heading}"><table><thead><tr><th scope="col">Month</th>${several ? html`<th scope="col">${DECIDING[measuring.policy.combine]}</th>` : ''}${columns.map(name => html`<th scope="col">${written(titleOf(name))}</th>`)}</tr></thead>
<tbody>${shown.map(
    month => html`<tr><th scope="row">${monthText(month.month)}${month.state === 'so-far' ? html`<small>so far</small>` : ''}</th>${several ? cell(month, month.deciding, promise) : ''}${columns.map(name => columnCell(month, name, promise))}</tr>
`,
  )}</tbody></table></div>`;
}

function columnCell(month: MonthView, name: string, promise: string): Html {
  const found = month.components.find(({ component }) => component === name);
  return found ? cell(month, found, promise) : html`<td>not measured</td>`;
}

function cell(month: MonthView, { measurement, below: missed }: JudgedMonth, promise: string): Html {
  if (month.state === 'incomplete')
    return html`<td>not complete<small>the history does not cover it</small></td>`;
  const below = missed ? html` <strong class="below">below ${promise}</strong>` : '';
  const parts = [
    [measurement.counted, 'down'],
    [measurement.excluded, 'excluded'],
    [measurement.unknown, 'without data'],
  ] as const;
  const said = parts
    .filter(([seconds]) => seconds > 0)
    .map(([seconds, word]) => `${lengthText(seconds)} ${word}`);
  return html`<td>${percentText(measurement.uptime, DIGITS)} %${below}<small>${said.join(', ') || 'no downtime'}</small></td>`;
}
