import type { AuditResult, ClauseResult, ClauseStatus, PlacedEvidence } from '../audit/result.ts';
import { pathText, unclaimedOf } from '../audit/result.ts';
import { drillWords } from './drill-words.ts';
import { countsText, MARKS, WORDS } from './words.ts';
import { columns, wrap } from './wrap.ts';

export interface TextOptions {
  /** Columns of the terminal; from 60 on. */
  readonly width: number;
  /** The folder in which the templates are; the head says it once. */
  readonly folder: string;
  /** Colours a text by the status; leaves it as it is where there are no colours. */
  readonly paint: (status: ClauseStatus, text: string) => string;
}

const STATUS_WIDTH = 16;

/** The audit as a table for a terminal: clause, status, promise, and where the evidence is. */
export function auditText(result: AuditResult, options: TextOptions): string {
  const idWidth = Math.max(6, ...result.clauses.map(({ id }) => id.length));
  const head = `${result.title} (${result.agreement}, version ${result.version}, effective ${result.effective})`;
  const rows = result.clauses.flatMap(clause => clauseLines(clause, idWidth, options));
  return [
    ...wrap(head, options.width),
    ...wrap(`environment ${result.environment}, templates in ${options.folder}`, options.width),
    countsText(result),
    '',
    ...rows,
    ...unclaimedLines(result, options),
  ].join('\n');
}

function clauseLines(clause: ClauseResult, idWidth: number, options: TextOptions): string[] {
  const rest = Math.max(20, options.width - idWidth - STATUS_WIDTH - 4);
  const status = `${MARKS[clause.status]} ${WORDS[clause.status]}`;
  const lines = columns([
    [clause.id, idWidth],
    [status, STATUS_WIDTH],
    [clause.promise, rest],
  ]);
  const first = (lines[0] ?? '').replace(status, () => options.paint(clause.status, status));
  const indent = ' '.repeat(idWidth + STATUS_WIDTH + 4);
  const details = detailsOf(clause).flatMap(text => wrap(text, rest));
  return [first, ...lines.slice(1), ...details.map(line => `${indent}${line}`)];
}

/** What is wrong in full; what is right by its first place. */
function detailsOf(clause: ClauseResult): string[] {
  const wrong = clause.evidence.filter(({ holds }) => !holds);
  if (wrong.length > 0) return wrong.map(evidence => `${placeOf(evidence)} ${comparison(evidence)}`);
  if (clause.status !== 'kept') return clause.reasons.map(reason => `- ${reason}`);
  const fromTemplates = clause.evidence.filter(({ drill }) => !drill);
  const first = fromTemplates[0];
  const more = fromTemplates.length - 1;
  const templates = first ? [`${placeOf(first)}${more > 0 ? ` and ${more} more` : ''}`] : [];
  return [...templates, ...drillsOf(clause), ...unseenOf(clause)];
}

/** A line for each drill: what it measured, each figure once however many plans and checks it serves. */
function drillsOf({ evidence }: ClauseResult): string[] {
  const drills = Map.groupBy(
    evidence.flatMap(({ drill, path, actual }) => (drill ? [{ drill, path: pathText(path), actual }] : [])),
    ({ drill }) => drillWords(drill),
  );
  return [...drills].map(([words, measured]) => {
    const figures = new Map(measured.map(({ path, actual }) => [path, `${path} ${actual}`]));
    return `${words}: ${[...figures.values()].join('; ')}`;
  });
}

/** Said once: the page and the JSON have it by check. */
function unseenOf({ doubts }: ClauseResult): string[] {
  return [...new Set(doubts.filter(({ status }) => status === 'unseen').map(({ reason }) => `- ${reason}`))];
}

function placeOf({ template, line, rule }: PlacedEvidence): string {
  return template === '' ? rule : `${template}:${line}`;
}

function comparison({ logicalId, path, expected, actual, plan, rule }: PlacedEvidence): string {
  const where = logicalId === '' ? '' : `${logicalId} ${pathText(path)}: `;
  return `${where}expected ${expected}, found ${actual} (${rule}, plan ${plan})`;
}

function unclaimedLines(result: AuditResult, { width }: TextOptions): string[] {
  const unclaimed = unclaimedOf(result);
  if (unclaimed.length === 0)
    return ['', `All ${result.resources.length} reliability resources serve a clause.`];
  const lines = unclaimed.flatMap(({ template, line, logicalId, type }) =>
    wrap(`${type} ${logicalId} ${template}:${line}`, width - 4).map(
      (text, row) => `${row === 0 ? '  ' : '    '}${text}`,
    ),
  );
  return [
    '',
    `${unclaimed.length} of ${result.resources.length} reliability resources serve no clause:`,
    ...lines,
  ];
}
