import { readFileSync, type Stats, statSync } from 'node:fs';
import { UnreadableInputError } from '../agreement/errors.ts';

/** An agreement is written by people; a larger file is something else, and is refused before it is read. */
const LARGEST_FILE = 1024 * 1024;

/**
 * Reads a text file of at most 1 MB.
 * @throws UnreadableInputError when it is missing, no file, too large, empty, binary or not UTF-8.
 */
export function readText(path: string): string {
  refuseUnfit(path, statOf(path));
  const bytes = bytesOf(path);
  refuseEncoding(path, bytes);
  const text = decode(path, bytes).replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new UnreadableInputError(`${path} is empty; write an agreement into it`);
  return text;
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (cause) {
    throw new UnreadableInputError(`${path} cannot be opened (${reason(cause)}); check the path`, { cause });
  }
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new UnreadableInputError(`${path} cannot be read (${reason(cause)})`, { cause });
  }
}

function reason(cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  return typeof code === 'string' ? code : String(cause);
}

function refuseUnfit(path: string, stats: Stats): void {
  if (stats.isDirectory()) throw new UnreadableInputError(`${path} is a directory; name a file in it`);
  if (!stats.isFile()) throw new UnreadableInputError(`${path} is not a regular file; name one`);
  if (stats.size > LARGEST_FILE) {
    const megabytes = (stats.size / LARGEST_FILE).toFixed(1);
    throw new UnreadableInputError(`${path} has ${megabytes} MB; at most 1 MB is read`);
  }
}

function refuseEncoding(path: string, bytes: Buffer): void {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new UnreadableInputError(`${path} is UTF-16; save it as UTF-8`);
  }
  if (bytes.includes(0)) throw new UnreadableInputError(`${path} is binary; name a YAML file`);
}

function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableInputError(`${path} is not UTF-8; save it as UTF-8`, { cause });
  }
}
