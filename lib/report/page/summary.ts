import { html } from 'hono/html';
import { type AuditResult, type ClauseResult, countsOf } from '../../audit/result.ts';
import { MEANINGS, READING_ORDER, WORDS } from '../words.ts';
import type { AuditedAgreement, ReportOptions } from './input.ts';
import { clauseAnchor, count, type Html, icon, slug } from './markup.ts';

/** The answer first, then the counts, then a picture of every clause. */
export function summary(audited: readonly AuditedAgreement[], { auditedAt }: ReportOptions): Html {
  const clauses = audited.flatMap(({ result }) => result.clauses);
  const when = auditedAt ? html` Audited ${auditedAt}.` : '';
  return html`<header class="page"><p class="brand"><b>Covenant</b> audit</p>
<h1>${verdict(clauses)}</h1>
<p class="lede">Every clause of ${audited.length === 1 ? 'the agreement' : `${audited.length} agreements`} is held against the CloudFormation that was synthesized for it: what was promised, what the template says, and on which line.${when}</p>
${tiles(clauses)}
<figure class="picture"><figcaption>Every clause at a glance. Filled is proven, hollow is not yet; each leads to its proof.</figcaption>${audited.map(({ result }) => strip(result))}</figure></header>
`;
}

function verdict(clauses: readonly ClauseResult[]): string {
  const counts = countsOf(clauses);
  const kept = `${counts.kept} of ${count(clauses.length, 'clause')}`;
  if (counts.broken === 0)
    return `Nothing is broken. ${kept} ${counts.kept === 1 ? 'is' : 'are'} proven kept.`;
  return `${count(counts.broken, 'clause')} ${counts.broken === 1 ? 'is' : 'are'} broken. ${kept} ${counts.kept === 1 ? 'is' : 'are'} proven kept.`;
}

function tiles(clauses: readonly ClauseResult[]): Html {
  const counts = countsOf(clauses);
  const tile = (status: (typeof READING_ORDER)[number]) =>
    html`<li class="${status}">${icon(status)}<b>${counts[status]}</b> <span class="word">${WORDS[status]}</span><span class="meaning">${MEANINGS[status]}</span></li>`;
  return html`<ul class="tiles">${READING_ORDER.map(tile)}</ul>
`;
}

function strip({ agreement, title, clauses }: AuditResult): Html {
  const kept = countsOf(clauses).kept;
  const cells = clauses.map(
    ({ id, status, promise }) =>
      html`<li><a href="#${clauseAnchor(agreement, id)}" title="${id}, ${WORDS[status]}: ${promise}">${icon(status)}<span class="sr">${id} ${WORDS[status]}</span></a></li>`,
  );
  return html`<div class="strip"><a class="name" href="#${slug(agreement)}">${title}</a><ol>${cells}</ol><span class="share">${kept} of ${clauses.length} kept</span></div>
`;
}
