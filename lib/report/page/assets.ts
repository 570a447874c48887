import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { ROOT } from '../../root.ts';

/** What a page carries inside itself, so that it opens from a file, a mail or a bucket without a network. */
export interface Assets {
  readonly css: string;
  readonly script: string;
  /** For the page's Content-Security-Policy: nothing but this script may run. */
  readonly scriptHash: string;
}

/** Bundles the styles and the script of a page of `web/`. @throws Error when web/ cannot be built. */
export function bundledAssets(page: string): Assets {
  const fromRoot = createRequire(join(ROOT, 'package.json'));
  const pico = readFileSync(fromRoot.resolve('@picocss/pico/css/pico.classless.slate.min.css'), 'utf8');
  const css = minified(join(ROOT, 'web', page, 'page.css'));
  const script = minified(join(ROOT, 'web', page, 'page.ts')).replaceAll('</script', '<\\/script');
  return { css: pico.replace(/^@charset "UTF-8";/, '') + css, script, scriptHash: hashOf(script) };
}

function minified(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'silent',
  });
  return (outputFiles[0]?.text ?? '').trim();
}

function hashOf(script: string): string {
  return `sha256-${createHash('sha256').update(script).digest('base64')}`;
}
