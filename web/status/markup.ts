import { html } from 'hono/html';
import { isoOf } from '../../lib/promises/availability/month.ts';
import type { State } from '../../lib/status/components.ts';
import { STATE_WORDS, timeText } from '../../lib/status/words.ts';

/** A piece of the page; texts put into it are escaped. */
export type Html = ReturnType<typeof html>;

/** The sign of a state: a shape of its own for each. It is decoration, the word always stands beside it. */
export function icon(state: State): Html {
  return html`<svg class="icon ${state}" aria-hidden="true"><use href="#s-${state}"/></svg>`;
}

/** The sign and the word. */
export function badge(state: State): Html {
  return html`<span class="badge ${state}">${icon(state)}${STATE_WORDS[state]}</span>`;
}

/** A text that somebody wrote, kept apart from the text around it whatever its direction. */
export function written(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

export function time(instant: number, zone: string): Html {
  return html`<time datetime="${isoOf(instant)}">${timeText(instant, zone)}</time>`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

export const SYMBOLS = html`<svg width="0" height="0" class="symbols" aria-hidden="true" focusable="false"><defs>
<symbol id="s-up" viewBox="0 0 24 24"><rect x="1" y="1" width="22" height="22" rx="6" fill="currentColor"/><path d="M6.5 12.5l3.7 3.7 7.3-8" class="cut"/></symbol>
<symbol id="s-down" viewBox="0 0 24 24"><path d="M12 .6 23.4 12 12 23.4.6 12z" fill="currentColor"/><path d="M8.6 8.6l6.8 6.8m0-6.8-6.8 6.8" class="cut"/></symbol>
<symbol id="s-degraded" viewBox="0 0 24 24"><path d="M12 1.5 23.5 22H.5z" fill="currentColor"/><path d="M12 9v6m0 3.2v.1" class="cut"/></symbol>
<symbol id="s-maintenance" viewBox="0 0 24 24"><rect x="2" y="2" width="20" height="20" rx="5" class="hollow"/><path d="M9 7.5v9m6-9v9" class="line"/></symbol>
<symbol id="s-unknown" viewBox="0 0 24 24"><rect x="2" y="2" width="20" height="20" rx="10" class="hollow dashed"/><path d="M9.2 9.6a2.9 2.9 0 1 1 4.2 2.6c-1 .5-1.4 1-1.4 2m0 2.6v.2" class="line"/></symbol>
</defs></svg>`;
