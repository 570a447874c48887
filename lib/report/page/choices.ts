import { html } from 'hono/html';
import type { AuditResult } from '../../audit/result.ts';
import { clauseAnchor, count, type Html } from './markup.ts';

/** Where the source text is open or contradicts itself, and what this agreement says instead. */
export function choicesSection({ agreement, choices }: AuditResult): Html | string {
  if (choices.length === 0) return '';
  const entries = choices.map(choice => {
    const clause = choice.clause
      ? html`<a href="#${clauseAnchor(agreement, choice.clause)}">${choice.clause}</a> `
      : '';
    return html`<li><p class="open">${clause}${choice['text-says']}</p><p><strong>Chosen:</strong> ${choice.chosen}</p><p><strong>Because:</strong> ${choice.because}</p><p class="code-name"><code>${choice.resolves}</code></p></li>
`;
  });
  return html`<details class="choices"><summary>Where the source text was open: ${count(choices.length, 'choice')}</summary><ul>${entries}</ul></details>
`;
}
