import { html, raw } from 'hono/html';
import type { AuditResult } from '../../audit/result.ts';
import type { AuditedAgreement } from './input.ts';
import { type Html, lineAnchor, slug } from './markup.ts';

/** Around a line that evidence names, in a resource too long to be shown whole. */
const AROUND = 8;
const LONGEST = 140;

/** A resource that the page shows, and the lines of it that something points at. */
interface Excerpt {
  readonly template: string;
  readonly logicalId: string;
  readonly lines: ReadonlySet<number>;
}

/** The parts of the templates that evidence or the index names, with their own line numbers. */
export function excerptsSection(audited: AuditedAgreement): Html {
  const { result } = audited;
  const byTemplate = Map.groupBy(excerptsOf(result), excerpt => excerpt.template);
  const parts = [...byTemplate].map(
    ([template, excerpts]) => html`<h4>${template}</h4>
${excerpts.map(excerpt => excerptDetails(audited, excerpt))}`,
  );
  return html`<details class="appendix" id="${slug(result.agreement)}--templates"><summary>Template excerpts: every resource that this page names</summary>${parts}</details>`;
}

function excerptsOf(result: AuditResult): readonly Excerpt[] {
  const found = new Map<string, { template: string; logicalId: string; lines: Set<number> }>();
  const reports = new Set(result.drills.map(({ file }) => file));
  const named = [...result.resources, ...result.clauses.flatMap(({ evidence }) => evidence)];
  for (const { template, logicalId, line } of named) {
    if (template === '' || reports.has(template)) continue;
    const key = `${template}#${logicalId}`;
    const known = found.get(key) ?? { template, logicalId, lines: new Set<number>() };
    known.lines.add(line);
    found.set(key, known);
  }
  return [...found.values()].sort((a, b) => compareText(a.template, b.template) || first(a) - first(b));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function first({ lines }: Excerpt): number {
  return Math.min(...lines);
}

function excerptDetails({ result, assembly }: AuditedAgreement, excerpt: Excerpt): Html {
  const { template, logicalId, lines } = excerpt;
  const [from, to] = assembly.spanOf(template, logicalId);
  const text = assembly.templates.find(({ name }) => name === template)?.text.split('\n') ?? [];
  const shown = wantedLines(from, to, lines).map(run =>
    runList(result.agreement, template, run, text, lines),
  );
  return html`<details class="excerpt"><summary><b>${logicalId}</b> <small>${template}:${from}</small></summary><div class="scroll" tabindex="0" role="region" aria-label="${logicalId} in ${template}">${shown}</div></details>
`;
}

/** Whole when short; otherwise the head and what is around each named line. */
export function wantedLines(
  from: number,
  to: number,
  named: ReadonlySet<number>,
): readonly (readonly number[])[] {
  const all = Array.from({ length: to - from + 1 }, (_line, index) => from + index);
  if (all.length <= LONGEST) return [all];
  const wanted = all.filter(
    line => line < from + AROUND || [...named].some(at => Math.abs(at - line) <= AROUND),
  );
  const runs: number[][] = [];
  for (const line of wanted) {
    const last = runs.at(-1);
    if (last?.at(-1) === line - 1) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

function runList(
  agreement: string,
  template: string,
  run: readonly number[],
  text: readonly string[],
  named: ReadonlySet<number>,
): Html {
  const items = run.map(line => {
    const anchor = named.has(line) ? ` id="${lineAnchor(agreement, template, line)}"` : '';
    return `<li${anchor}>${escaped((text[line - 1] ?? '').slice(2))}`;
  });
  return html`<ol class="code" start="${run[0] ?? 1}">${raw(items.join(''))}</ol>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, sign => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
}
