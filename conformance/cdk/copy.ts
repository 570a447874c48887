import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../lib/promises/evidence.ts';
import { parseJson } from './json.ts';
import { type Omissions, withoutOmitted } from './omit-template.ts';

/**
 * Copies a cloud assembly and takes out of the copy what the emulator cannot make. The original stays as the product made it.
 */
export function copyWithout(assembly: string, copy: string, omitted: Omissions): void {
  cpSync(assembly, copy, { recursive: true });
  for (const file of templatesIn(copy)) {
    rewriteTemplate(copy, file, template => withoutOmitted(template, omitted));
  }
}

export function templatesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.template.json'))
    .sort();
}

/** Changes one template of an assembly and the hash under which it is published, so that the CLI uploads it anew. */
export function rewriteTemplate(
  folder: string,
  file: string,
  change: (template: JsonObject) => JsonObject,
): void {
  const before = readFileSync(join(folder, file), 'utf8');
  const after = JSON.stringify(change(parseJson(before)), null, 1);
  if (after === before) return;
  writeFileSync(join(folder, file), after);
  const assets = join(folder, file.replace('.template.json', '.assets.json'));
  const old = templateHash(parseJson(readFileSync(assets, 'utf8')), file);
  if (!old) return;
  const hash = createHash('sha256').update(after).digest('hex');
  for (const path of [assets, join(folder, 'manifest.json')]) {
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(old, hash));
  }
}

function templateHash(assets: JsonObject, file: string): string | undefined {
  const files = assets.files;
  if (!isObject(files)) return undefined;
  return Object.keys(files).find(hash => {
    const entry = files[hash];
    const source = isObject(entry) ? entry.source : undefined;
    return isObject(source) && source.path === file;
  });
}
