import { html } from 'hono/html';
import { countsOf } from '../../audit/result.ts';
import { READING_ORDER, WORDS } from '../words.ts';
import type { AuditedAgreement } from './input.ts';
import { type Html, icon, slug } from './markup.ts';

/** Search and filters; a page without scripts hides them and shows everything. */
export function filters(audited: readonly AuditedAgreement[]): Html {
  const clauses = audited.flatMap(({ result }) => result.clauses);
  const promises = [
    ...new Set(clauses.flatMap(({ terms }) => terms.map(term => term.split('.')[0] ?? term))),
  ];
  return html`<search aria-label="Clauses"><form class="filters" hidden>
<label class="find"><span>Search</span><input type="search" name="text" placeholder="OPS-12, retention, MultiAZ …" autocomplete="off" aria-keyshortcuts="/"></label>
<label><span>Agreement</span><select name="agreement"><option value="">All agreements</option>${audited.map(({ result }) => html`<option value="${slug(result.agreement)}">${result.title}</option>`)}</select></label>
<label><span>Promise</span><select name="promise"><option value="">All promises</option>${promises.map(name => html`<option value="${name}">${name}</option>`)}</select></label>
<fieldset><legend>Status</legend>${statusBoxes(countsOf(clauses))}</fieldset>
<div class="result"><output name="found" aria-live="polite">${clauses.length} clauses</output><button type="button" name="open" class="plain">Open all proofs</button><button type="reset" class="plain">Clear</button></div>
</form></search>
`;
}

function statusBoxes(counts: ReturnType<typeof countsOf>): readonly (Html | string)[] {
  return READING_ORDER.map(status =>
    counts[status] === 0
      ? ''
      : html`<label class="chip"><input type="checkbox" name="status" value="${status}" checked>${icon(status)}<span>${WORDS[status]} ${counts[status]}</span></label>`,
  );
}
