import { html } from 'hono/html';
import type { DrillReport } from '../promises/recovery/report.ts';

/** A bar that takes no time is still drawn so wide, in percent. */
const NARROWEST = 0.6;

/** The phases of a drill, one after the other, as bars on a common axis of time; each says its name and its seconds. */
export function timeline(phases: DrillReport['phases']) {
  const total = phases.reduce((sum, phase) => sum + phase.seconds, 0) || 1;
  let before = 0;
  const bars = phases.map(({ name, seconds }) => {
    const width = Math.max(NARROWEST, (100 * seconds) / total);
    const left = Math.min(100 - width, (100 * before) / total);
    before += seconds;
    return html`<li><span class="name">${name}</span><span class="track" aria-hidden="true"><i style="margin-left:${left.toFixed(2)}%;width:${width.toFixed(2)}%"></i></span><span class="time">${seconds.toFixed(2)} s</span></li>`;
  });
  return html`<ol class="timeline">${bars}</ol>`;
}
