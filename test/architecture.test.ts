import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from '@swc/core';
import { PROMISES } from '../lib/promises/index.ts';
import { ROOT } from '../lib/root.ts';

/** What each folder may import, beside itself. A folder that is not here fails, so that a new one is thought about. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'lib/agreement': [],
  'lib/root': [],
  'lib/promises': ['lib/agreement'],
  'lib/comparison': ['lib/agreement', 'lib/promises'],
  'lib/reader': ['lib/agreement', 'lib/promises', 'lib/root'],
  'lib/history': ['lib/agreement', 'lib/promises'],
  'lib/ledger': ['lib/agreement', 'lib/promises'],
  'lib/openslo': ['lib/agreement', 'lib/promises'],
  'lib/status': ['lib/agreement', 'lib/promises'],
  'lib/constructs': ['lib/agreement', 'lib/promises'],
  'lib/aws': ['lib/agreement', 'lib/promises'],
  'lib/local': ['lib/agreement', 'lib/promises', 'lib/root'],
  'lib/audit': ['lib/agreement', 'lib/promises'],
  'lib/bundle': ['lib/agreement', 'lib/constructs', 'lib/root'],
  'lib/deployed': ['lib/agreement', 'lib/promises', 'lib/audit'],
  'lib/report': ['lib/agreement', 'lib/promises', 'lib/audit', 'lib/root'],
  'lib/stacks': ['lib/agreement', 'lib/promises', 'lib/constructs', 'lib/audit', 'lib/bundle', 'lib/root'],
  lambdas: ['lib/agreement', 'lib/promises', 'lib/aws', 'lib/ledger', 'lib/history', 'lib/status', 'web'],
  'lib/cli': ['*'],
  bin: ['*'],
};
const PURE =
  /^(@aws-sdk|aws-cdk-lib|constructs|pg$|node:(fs|net|http|https|child_process|os|process|timers))/;

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : path.endsWith('.ts') ? [path] : [];
  });
}

const SOURCES = ['bin', 'lib', 'lambdas']
  .filter(name => statSync(join(ROOT, name), { throwIfNoEntry: false }))
  .flatMap(filesBelow);

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1] ?? '');
}

function layerOf(file: string): string {
  const [top = '', next = ''] = file.split('/');
  return top === 'lib' ? `lib/${next.replace(/\.ts$/, '')}` : top;
}

function resolved(file: string, specifier: string): string {
  return relative(ROOT, join(ROOT, dirname(file), specifier));
}

test('arrows go one way: agreement, promises, then what uses them', () => {
  const wrong = SOURCES.flatMap(file => {
    const allowed = MAY_IMPORT[layerOf(file)];
    if (!allowed) return [`${file}: its folder is not in MAY_IMPORT`];
    if (allowed.includes('*')) return [];
    return importsOf(file)
      .filter(specifier => specifier.startsWith('.'))
      .map(specifier => layerOf(resolved(file, specifier)))
      .filter(layer => layer !== layerOf(file) && !allowed.includes(layer))
      .map(layer => `${file} imports ${layer}`);
  });
  expect(wrong).toEqual([]);
});

test('the rules are pure: no AWS, no CDK, no I/O, no clock, no randomness', () => {
  const wrong = SOURCES.filter(file => /^lib\/(agreement|promises|comparison)\//.test(file)).flatMap(file => {
    const text = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const clock =
      /\bDate\.now\(|new Date\(\)|performance\.now\(|Math\.random\(|process\.env|Temporal\.Now/.exec(text);
    const impure = importsOf(file).filter(specifier => PURE.test(specifier));
    return [
      ...impure.map(specifier => `${file} imports ${specifier}`),
      ...(clock ? [`${file} uses ${clock[0]}`] : []),
    ];
  });
  expect(wrong).toEqual([]);
});

test('every enforced promise has its schema, rules, audit, construct and test', () => {
  const has = (path: string) => statSync(join(ROOT, path), { throwIfNoEntry: false }) !== undefined;
  const missing = PROMISES.flatMap(({ name }) => [
    ...['schema', 'rules', 'audit', 'contradictions'].map(part => `lib/promises/${name}/${part}.ts`),
    has(`lib/constructs/${name}`) ? `lib/constructs/${name}` : `lib/constructs/${name}.ts`,
    `test/promises/${name}.test.ts`,
    `test/constructs/${name}.test.ts`,
    `test/mutations/${name}.ts`,
  ]).filter(path => !has(path));
  expect(missing).toEqual([]);
});

/** Type assertions below a syntax node; `as const` only narrows, so it is allowed. */
function assertionsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const type = 'type' in node ? String(node.type) : '';
  const own =
    type === 'TsAsExpression' || type === 'TsNonNullExpression' || type === 'TsTypeAssertion' ? [type] : [];
  return [...own, ...Object.values(node).flatMap(assertionsIn)];
}

test('source has no type assertions', () => {
  const wrong = SOURCES.flatMap(file => {
    const tree = parseSync(readFileSync(join(ROOT, file), 'utf8'), { syntax: 'typescript' });
    return assertionsIn(tree).map(type => `${file}: ${type}`);
  });
  expect(wrong).toEqual([]);
});
