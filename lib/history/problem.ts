import { UnreadableInputError } from '../agreement/errors.ts';

/** A history that is not what its format says, in one line with its place. */
export function unreadable(file: string, message: string, line?: number): UnreadableInputError {
  return new UnreadableInputError(line === undefined ? `${file}: ${message}` : `${file}:${line}: ${message}`);
}

/** Whether a value is an object with keys (and no list). */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
