import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { BUILD_OPTIONS } from './options.ts';

/** What a function may import, beside packages; the import arrows allow nothing else. */
const SOURCE_FOLDERS = [
  'lambdas',
  'lib/agreement',
  'lib/promises',
  'lib/aws',
  'lib/ledger',
  'lib/history',
  'lib/status',
  'web',
];

/** The functions by name: every file in lambdas/. */
export function entryPoints(root: string): Readonly<Record<string, string>> {
  const files = readdirSync(join(root, 'lambdas'))
    .filter(name => name.endsWith('.ts'))
    .sort();
  return Object.fromEntries(files.map(file => [file.slice(0, -3), join(root, 'lambdas', file)]));
}

/** One digest over everything that can change the functions' bundles. */
export function bundleKey(root: string): string {
  return digestOf(root, BUILD_OPTIONS, SOURCE_FOLDERS);
}

/**
 * One digest over everything that can change a bundle: the sources by content, the exact packages, the options and
 * the version of Node. Times of files play no part: a checkout changes them and means nothing.
 */
export function digestOf(root: string, options: object, folders: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (name: string, content: string | Buffer) =>
    hash.update(`${name}\0${content.length}\0`).update(content);
  add('options', JSON.stringify(options));
  add('node', process.version);
  add('packages', readFileSync(join(root, 'package-lock.json')));
  const files = folders.flatMap(folder => filesBelow(root, folder)).sort();
  for (const path of files) add(path, readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 32);
}

function filesBelow(root: string, folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(name => /\.(ts|json|sql)$/.test(name))
      .map(name => `${folder}/${name.split(sep).join('/')}`);
  } catch {
    return []; // A folder that is not there (yet) has no sources.
  }
}
