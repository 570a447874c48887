import { html } from 'hono/html';
import { type ClauseResult, pathText } from '../../audit/result.ts';
import { drillWords } from '../drill-words.ts';
import { type Comparison, type RuleGroup, ruleGroups } from './groups.ts';
import type { AuditedAgreement } from './input.ts';
import { badge, clauseAnchor, count, type Html, icon, lineAnchor } from './markup.ts';

/** A longer value is cut; its line in the template has the whole. */
const LONGEST_VALUE = 240;

/** One clause: on the left what was promised, on the right the proof. */
export function clauseCard({ result }: AuditedAgreement, clause: ClauseResult): Html {
  const anchor = clauseAnchor(result.agreement, clause.id);
  const promises = [...new Set(clause.terms.map(term => term.split('.')[0]))];
  return html`<article class="clause ${clause.status}" id="${anchor}" aria-labelledby="${anchor}-id" data-status="${clause.status}" data-promises="${promises.join(' ')}">
<div class="said"><h4 id="${anchor}-id"><a href="#${anchor}">${clause.id}</a> ${badge(clause.status)}</h4>
<p class="promise">${clause.promise}</p>${termList(clause)}</div>
<div class="proof">${proof(result.agreement, clause)}</div></article>
`;
}

function termList({ terms }: ClauseResult): Html | string {
  if (terms.length === 0) return '';
  return html`<p class="terms">Stated in ${terms.map((term, index) => html`${index > 0 ? ', ' : ''}<code>${term}</code>`)}</p>`;
}

function proof(agreement: string, clause: ClauseResult): Html {
  const groups = ruleGroups(clause);
  const unproven = clause.reasons.filter(
    reason =>
      !clause.doubts.some(
        doubt => reason.includes(`: ${doubt.reason}`) || reason.includes(`, ${doubt.reason}`),
      ),
  );
  const notes =
    unproven.length === 0
      ? ''
      : html`<ul class="reasons">${unproven.map(reason => html`<li>${reason}</li>`)}</ul>`;
  return html`${groups.map(group => ruleDetails(agreement, group))}${notes}`;
}

function ruleDetails(agreement: string, group: RuleGroup): Html {
  const open = group.status === 'broken' ? 'open' : '';
  const { comparisons, notes } = group;
  const size = comparisons.length === 0 ? '' : html` <small>${count(comparisons.length, 'place')}</small>`;
  return html`<details class="rule" ${open}><summary>${icon(group.status)}<span>${group.says}<span class="sr">, ${group.status}</span>${size}</span></summary>
<p class="rule-id">Check <code>${group.rule}</code></p>
<ul class="places">${comparisons.map(comparison => place(agreement, comparison))}</ul>
${notes.map(note => html`<p class="note">${note}</p>`)}</details>
`;
}

function place(agreement: string, { evidence, parties }: Comparison): Html {
  const { logicalId, path, expected, actual, holds } = evidence;
  const verdict = holds ? 'kept' : 'broken';
  const found = foundAt(agreement, evidence);
  const property =
    logicalId === '' ? '' : html`<code class="path"><b>${logicalId}</b>.${pathText(path)}</code>`;
  return html`<li class="place ${verdict}">${icon(verdict)}<div>${found} ${property}
<dl><div><dt>Promised</dt><dd><code>${cut(expected)}</code></dd></div><div><dt>Found</dt><dd><code>${cut(actual)}</code></dd></div><div><dt>${parties.length === 1 ? 'Plan' : 'Plans'}</dt><dd>${parties.join('; ')}</dd></div></dl></div></li>
`;
}

function foundAt(agreement: string, evidence: Comparison['evidence']): Html {
  const { template, line, drill } = evidence;
  if (drill) return html`<span class="drill">${drillWords(drill)}</span> <code>${template}:${line}</code>`;
  return template === '' ? html`<em>not in any template</em>` : link(agreement, evidence);
}

function link(agreement: string, { template, line }: Comparison['evidence']): Html {
  return html`<a class="line" href="#${lineAnchor(agreement, template, line)}">${template}:${line}</a>`;
}

function cut(value: string): string {
  return value.length <= LONGEST_VALUE ? value : `${value.slice(0, LONGEST_VALUE)} …`;
}
