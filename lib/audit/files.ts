import { readFileSync, statSync } from 'node:fs';
import { UnreadableInputError } from '../agreement/errors.ts';

/** CloudFormation takes templates up to 1 MB; a file ten times that is not one, and is not read into memory. */
const LARGEST_BYTES = 10 * 1024 * 1024;

/**
 * Reads a text file of a cloud assembly.
 * @throws UnreadableInputError with one line when it is missing, a folder, too large, empty or not UTF-8.
 */
export function readText(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new UnreadableInputError(`${file}: there is no such file`);
  if (!found.isFile()) throw new UnreadableInputError(`${file}: is not a file`);
  if (found.size > LARGEST_BYTES) throw new UnreadableInputError(tooLarge(file, found.size));
  const text = decode(file, readFileSync(file));
  if (text.trim() === '') throw new UnreadableInputError(`${file}: is empty`);
  return text;
}

function tooLarge(file: string, bytes: number): string {
  const megabytes = Math.ceil(bytes / 1024 ** 2);
  return `${file}: has ${megabytes} MB; a CloudFormation template has at most 1 MB, so this is not one`;
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UnreadableInputError(`${file}: is not text in UTF-8`, { cause });
  }
}

/** @throws UnreadableInputError naming the file when the text is not a JSON object. */
export function parseObject(file: string, text: string): { readonly [key: string]: unknown } {
  const value = parseJson(file, text);
  if (isRecord(value)) return value;
  throw new UnreadableInputError(`${file}: holds no JSON object`);
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableInputError(`${file}: is not JSON; run cdk synth again`, { cause });
  }
}

export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
