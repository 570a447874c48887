import { html } from 'hono/html';
import { type AuditResult, type IndexedResource, unclaimedOf } from '../../audit/result.ts';
import { clauseAnchor, count, type Html, lineAnchor, slug } from './markup.ts';

/** The other way round: every reliability resource and the clauses that it serves, the idle ones first. */
export function resourcesSection(result: AuditResult): Html {
  const id = `${slug(result.agreement)}--resources`;
  const unclaimed = unclaimedOf(result);
  const claimed = result.resources.filter(({ clauses }) => clauses.length > 0);
  const idle =
    unclaimed.length === 0
      ? 'every one serves a clause'
      : `${unclaimed.length} ${unclaimed.length === 1 ? 'serves' : 'serve'} no clause`;
  return html`<details class="index" id="${id}"><summary>From resource to clause: ${count(result.resources.length, 'reliability resource')}, ${idle}</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Reliability resources of ${result.title}"><table><thead><tr><th scope="col">Resource</th><th scope="col">Type</th><th scope="col">Serves</th><th scope="col">Place</th></tr></thead>
<tbody>${[...unclaimed, ...claimed].map(resource => row(result.agreement, resource))}</tbody></table></div></details>
`;
}

function row(agreement: string, { template, logicalId, type, line, clauses }: IndexedResource): Html {
  const serves =
    clauses.length === 0
      ? html`<strong>no clause</strong>`
      : clauses.map(
          (id, index) => html`${index > 0 ? ', ' : ''}<a href="#${clauseAnchor(agreement, id)}">${id}</a>`,
        );
  return html`<tr><th scope="row">${logicalId}</th><td><code>${type.replace('AWS::', '')}</code></td><td>${serves}</td><td><a class="line" href="#${lineAnchor(agreement, template, line)}">${template}:${line}</a></td></tr>
`;
}
