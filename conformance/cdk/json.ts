import { isObject, type Json, type JsonObject } from '../../lib/promises/evidence.ts';

/** @throws Error when the text is not a JSON object. */
export function parseJson(text: string): JsonObject {
  const value: Json = JSON.parse(text);
  if (!isObject(value)) throw new Error('expected a JSON object');
  return value;
}
