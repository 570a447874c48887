import { html } from 'hono/html';
import type { StatusModel } from '../../lib/status/model.ts';
import type { Downtime } from '../../lib/status/outages.ts';
import { lengthText } from '../../lib/status/words.ts';
import { type Html, written } from './markup.ts';

function titleOf({ components }: StatusModel, name: string): string {
  return components.find(component => component.name === name)?.title ?? name;
}

/** Which components an incident or a maintenance window concerns. */
export function componentsText(names: readonly string[], model: StatusModel): Html {
  if (names.length === model.components.length && names.length > 1) return html`All components.`;
  const titles = names.map(name => titleOf(model, name)).join(', ');
  return html`${names.length === 1 ? 'Component' : 'Components'}: ${written(titles)}.`;
}

/** The downtime that was measured in it, when there was any. */
export function downtimeText(measured: readonly Downtime[], model: StatusModel): Html {
  if (measured.length === 0) return html``;
  const parts = measured.map(
    ({ component, seconds }) => `${titleOf(model, component)} ${lengthText(seconds)}`,
  );
  return html`<p class="facts">Measured downtime: ${written(parts.join(', '))}.</p>`;
}
