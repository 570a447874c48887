import { html } from 'hono/html';
import { countsText } from '../words.ts';
import { choicesSection } from './choices.ts';
import { clauseCard } from './clause.ts';
import { excerptsSection } from './excerpts.ts';
import type { AuditedAgreement } from './input.ts';
import { type Html, slug } from './markup.ts';
import { resourcesSection } from './resources.ts';

/** Everything about one agreement. */
export function agreementSection(audited: AuditedAgreement): Html {
  const { result, agreementFile, place } = audited;
  const id = slug(result.agreement);
  return html`<section class="agreement" id="${id}" data-agreement="${id}" aria-labelledby="${id}-title">
<header><h2 id="${id}-title">${result.title}</h2>
<p class="meta"><code>${agreementFile}</code> version ${result.version}, effective ${result.effective}. Environment <strong>${result.environment}</strong> in ${place}. ${countsText(result)}.</p></header>
${choicesSection(result)}<div class="clauses"><h3 class="sr">Clauses</h3>
${result.clauses.map(clause => clauseCard(audited, clause))}</div>
<h3 class="sr">Resources and templates</h3>
${resourcesSection(result)}${excerptsSection(audited)}</section>
`;
}
