import { html } from 'hono/html';
import type { ClauseStatus } from '../../audit/result.ts';
import { WORDS } from '../words.ts';

/** A piece of the page; texts put into it are escaped. */
export type Html = ReturnType<typeof html>;

/** Turns any text into the part of an anchor. */
export function slug(text: string): string {
  return text.replace(/[^A-Za-z0-9-]+/g, '-');
}

export function clauseAnchor(agreement: string, id: string): string {
  return `${slug(agreement)}--${slug(id)}`;
}

export function lineAnchor(agreement: string, template: string, line: number): string {
  return `${slug(agreement)}--${slug(template)}-L${line}`;
}

/** The sign of a status. It is decoration: the word always stands beside it. */
export function icon(status: ClauseStatus): Html {
  return html`<svg class="icon ${status}" aria-hidden="true"><use href="#i-${status}"/></svg>`;
}

/** The sign and the word. */
export function badge(status: ClauseStatus): Html {
  return html`<span class="badge ${status}">${icon(status)}${WORDS[status]}</span>`;
}

/** `1 clause`, `2 clauses`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Filled shapes are proven, hollow ones are not; each also has a sign of its own, so no colour is needed. */
export const SYMBOLS = html`<svg width="0" height="0" class="symbols" aria-hidden="true" focusable="false"><defs>
<symbol id="i-kept" viewBox="0 0 24 24"><rect x="1" y="1" width="22" height="22" rx="6" fill="currentColor"/><path d="M6.5 12.5l3.7 3.7 7.3-8" class="cut"/></symbol>
<symbol id="i-broken" viewBox="0 0 24 24"><path d="M12 .6 23.4 12 12 23.4.6 12z" fill="currentColor"/><path d="M8.6 8.6l6.8 6.8m0-6.8-6.8 6.8" class="cut"/></symbol>
<symbol id="i-unknown" viewBox="0 0 24 24"><rect x="2" y="2" width="20" height="20" rx="10" class="hollow"/><path d="M9.2 9.6a2.9 2.9 0 1 1 4.2 2.6c-1 .5-1.4 1-1.4 2m0 2.6v.2" class="line"/></symbol>
<symbol id="i-not-enforced" viewBox="0 0 24 24"><rect x="2" y="2" width="20" height="20" rx="5" class="hollow dashed"/></symbol>
<symbol id="i-not-applicable" viewBox="0 0 24 24"><rect x="2" y="2" width="20" height="20" rx="5" class="hollow faint"/><path d="M8 12h8" class="line"/></symbol>
</defs></svg>`;
