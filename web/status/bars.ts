import { html } from 'hono/html';
import type { ComponentView } from '../../lib/status/components.ts';
import { type Day, type DayRun, runsOf } from '../../lib/status/days.ts';
import { DAY_WORDS, dayText, lengthText } from '../../lib/status/words.ts';
import { count, type Html } from './markup.ts';

/** The drawing's units: a slot per day, the bar in it, and below it a mark where a day was not up. */
const SLOT = 10;
const WIDTH = 8;
const HEIGHT = 32;
/** Five minutes of a day would be a tenth of a unit: an outage is always drawn large enough to be seen. */
const LEAST = 10;

/**
 * A component's days as one picture. Down is a filled foot with a triangle under it, down in maintenance a foot with a
 * line under it, and time without data an empty dashed box: shapes say it, colours only repeat it.
 */
export function bars({ title, days }: ComponentView): Html {
  const width = days.length * SLOT;
  let at = 0;
  const groups = runsOf(days).map(run => {
    const group = runGroup(run, at);
    at += run.days.length;
    return group;
  });
  return html`<svg class="bars" viewBox="0 0 ${width} 40" preserveAspectRatio="none" role="img" aria-label="${title}, ${summary(days)}">${groups}</svg>`;
}

function runGroup(run: DayRun, first: number): Html {
  const layers = run.days.map((day, index) => dayLayers(day, (first + index) * SLOT + 1));
  const join = (key: keyof Layers) => layers.map(layer => layer[key]).join('');
  const path = (key: keyof Layers) => (join(key) === '' ? '' : html`<path class="${key}" d="${join(key)}"/>`);
  return html`<g><title>${runText(run)}</title>${path('up')}${path('void')}${path('down')}${path('work')}</g>`;
}

interface Layers {
  readonly up: string;
  readonly void: string;
  readonly down: string;
  readonly work: string;
}

function dayLayers(day: Day, x: number): Layers {
  const bad = day.state === 'down' || day.state === 'maintenance';
  const foot = bad ? Math.max(LEAST, (HEIGHT * day.down) / day.seconds) : 0;
  const rest = HEIGHT - foot;
  const empty =
    day.unknown === 0 ? 0 : Math.min(rest, Math.max(4, (HEIGHT * day.unknown) / Math.max(1, day.seconds)));
  const mark = day.state === 'down' ? `M${x} 40h8l-4-6z` : `M${x} 36h8v2h-8z`;
  const low = bad ? box(x, HEIGHT - foot, foot) + mark : '';
  return {
    up: box(x, 0, rest - empty - (foot > 0 ? 2 : 0)),
    void: empty === 0 ? '' : box(x + 1, rest - empty + 1, empty - 2, WIDTH - 2),
    down: day.state === 'down' ? low : '',
    work: day.state === 'maintenance' ? low : '',
  };
}

function box(x: number, y: number, height: number, width = WIDTH): string {
  return height <= 0 ? '' : `M${x} ${short(y)}h${width}v${short(height)}h-${width}z`;
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Such as `the last 90 days: 86 up, 2 with downtime, 2 without data`. */
export function summary(days: readonly Day[]): string {
  const of = (...states: readonly Day['state'][]) =>
    days.filter(({ state }) => states.includes(state)).length;
  const parts = [
    [of('up'), 'up'],
    [of('down'), 'with downtime'],
    [of('maintenance'), 'with downtime in maintenance only'],
    [of('partly-unknown'), 'up when looked at, with gaps'],
    [of('unknown'), 'without data'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `the last ${count(days.length, 'day')}: ${said.join(', ')}`;
}

/** The same in words, a line per run of equal days. */
export function dayList(component: ComponentView): Html {
  const runs = runsOf(component.days).toReversed();
  return html`<details><summary>${component.title}: the same days in words</summary><ul class="days">${runs.map(run => html`<li>${runText(run)}</li>`)}</ul></details>`;
}

function runText({ state, days }: DayRun): string {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return '';
  if (days.length > 1) {
    const gap = state === 'partly-unknown' ? `, ${gapText(days)} without data in all` : '';
    return `${dayText(first.date)} to ${dayText(last.date)} (${days.length} days): ${DAY_WORDS[state]}${gap}`;
  }
  return `${dayText(first.date)}: ${dayWords(first)}`;
}

function gapText(days: readonly Day[]): string {
  return lengthText(days.reduce((sum, { unknown }) => sum + unknown, 0));
}

function dayWords({ state, down, excluded, unknown }: Day): string {
  const gap = unknown > 0 ? `, ${lengthText(unknown)} without data` : '';
  switch (state) {
    case 'up':
    case 'unknown':
      return DAY_WORDS[state];
    case 'partly-unknown':
      return `up when looked at${gap}`;
    case 'maintenance':
      return `down for ${lengthText(down)}, in maintenance only${gap}`;
    case 'down':
      return `down for ${lengthText(down)}${excluded > 0 ? `, ${lengthText(excluded)} of it excluded` : ''}${gap}`;
  }
}
