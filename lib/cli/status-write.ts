import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SiteFile } from '../../web/status/site.ts';
import { UnreadableInputError } from '../agreement/errors.ts';

/**
 * Writes a site. Each file is put in place whole, so that a reader never gets half a page.
 * @throws UnreadableInputError when the folder cannot be written to.
 */
export function writeSite(folder: string, files: readonly SiteFile[]): void {
  for (const { path, text } of files) {
    const target = join(folder, path);
    try {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(`${target}.new`, text);
      renameSync(`${target}.new`, target);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
      throw new UnreadableInputError(`${target} cannot be written (${reason}); name another --out`, {
        cause,
      });
    }
  }
}
