import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../root.ts';

const IMPORT = /^@import '([^']+)';$/gm;

/** The styles of a page in one text, so that it needs no second request: its imports put in, without comments. */
export function pageStyles(page: 'status', root: string = ROOT): string {
  return inlined(join(root, 'web', page, 'page.css'))
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

function inlined(file: string): string {
  return readFileSync(file, 'utf8').replace(IMPORT, (_all, path: string) =>
    inlined(join(dirname(file), path)),
  );
}
