import { createHash } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AuditResult, Doubt, PlacedEvidence } from '../audit/result.ts';
import { pathText } from '../audit/result.ts';
import type { AuditCheck } from '../promises/evidence.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** One audited assembly and where its files are, seen from the root of the sources. */
export interface SarifInput {
  readonly result: AuditResult;
  /** The folder of the assembly, such as `cdk.out`. */
  readonly folder: string;
  /** The agreement's file, where findings without a template line are shown. */
  readonly agreementFile: string;
  /** The line of it on which a clause is told. */
  readonly lineOfClause: (id: string) => number;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** The audit as SARIF 2.1.0: a rule per check, and a result per broken or unknown finding on its line. */
export function sarif(inputs: readonly SarifInput[], checks: readonly AuditCheck[]) {
  const driver = { name: 'covenant', version: '0.1.0', rules: checks.map(ruleOf) };
  const results = inputs.flatMap(resultsOf);
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
}

function ruleOf({ rule, says, term }: AuditCheck) {
  return {
    id: rule,
    name: rule.replace(/(?:^|[/-])(\w)/g, (_match, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence(says) },
    fullDescription: { text: `${sentence(says)} It proves the term "${term}" of each plan that states it.` },
    help: {
      text: `${sentence(says)} See docs/audit.md for how evidence is read, and run "covenant explain" for the reason.`,
    },
    defaultConfiguration: { level: 'error' },
    properties: { term, tags: ['reliability', term.split('.')[0] ?? term] },
  };
}

/** A finding that proves several clauses is one result that names them all. */
function resultsOf(input: SarifInput) {
  const found = new Map<string, { clauses: string[]; make: (clauses: readonly string[]) => object }>();
  const add = (key: string, clause: string, make: (clauses: readonly string[]) => object) => {
    const known = found.get(key) ?? { clauses: [], make };
    known.clauses.push(clause);
    found.set(key, known);
  };
  for (const { id, evidence, doubts } of input.result.clauses) {
    for (const item of evidence.filter(({ holds }) => !holds)) {
      add(evidenceKey(item), id, clauses => broken(input, item, clauses));
    }
    for (const doubt of doubts.filter(({ status }) => status === 'unknown')) {
      add(`${doubt.rule}|${doubt.plan}|${doubt.tenant ?? ''}|unknown`, id, clauses =>
        unknown(input, doubt, clauses),
      );
    }
  }
  return [...found.values()].map(({ clauses, make }) => make(clauses));
}

function evidenceKey({ rule, plan, tenant, template, logicalId, path }: PlacedEvidence): string {
  return [rule, plan, tenant ?? '', template, logicalId, pathText(path)].join('|');
}

function broken(input: SarifInput, item: PlacedEvidence, clauses: readonly string[]) {
  const what = item.logicalId === '' ? bare(item.says) : `${item.logicalId} ${pathText(item.path)}`;
  const text = `${clauses.join(', ')}: ${what}: expected ${item.expected}, found ${item.actual} (plan ${item.plan})`;
  const place =
    item.template === ''
      ? clausePlace(input, clauses)
      : { file: item.drill ? item.template : `${input.folder}/${item.template}`, line: item.line };
  return resultOf('error', item.rule, text, place, evidenceKey(item), clauses, input);
}

function unknown(input: SarifInput, doubt: Doubt, clauses: readonly string[]) {
  const text = `${clauses.join(', ')}: ${bare(doubt.says)}: unknown, ${doubt.reason} (plan ${doubt.plan})`;
  const key = `${doubt.rule}|${doubt.plan}|${doubt.tenant ?? ''}|unknown`;
  return resultOf('warning', doubt.rule, text, clausePlace(input, clauses), key, clauses, input);
}

function resultOf(
  level: 'error' | 'warning',
  ruleId: string,
  text: string,
  place: Place,
  key: string,
  clauses: readonly string[],
  { result }: SarifInput,
) {
  const fingerprint = createHash('sha256').update(`${result.agreement}|${key}`).digest('hex');
  const artifactLocation = locationOf(place.file);
  return {
    ruleId,
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation, region: { startLine: Math.max(1, place.line) } } }],
    partialFingerprints: { 'covenant/v1': fingerprint },
    properties: { agreement: result.agreement, environment: result.environment, clauses },
  };
}

/** Below the root of the sources when it is there; otherwise by its whole address. */
function locationOf(file: string): { uri: string; uriBaseId?: string } {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: encodeURI(file.replaceAll('\\', '/')), uriBaseId: '%SRCROOT%' };
}

/** A finding without a line in a template is shown on the clause it breaks. */
function clausePlace({ agreementFile, lineOfClause }: SarifInput, clauses: readonly string[]): Place {
  return { file: agreementFile, line: lineOfClause(clauses[0] ?? '') };
}

function bare(says: string): string {
  return says.replace(/\.$/, '');
}

function sentence(says: string): string {
  return `${bare(says)}.`;
}
