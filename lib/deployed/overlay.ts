import { isList, isObject, type Json, type JsonObject } from '../promises/evidence.ts';

/** The physical id of a resource of the same stack, so that a `Ref` can be compared with what is live. */
export type IdOf = (logicalId: string) => string | undefined;

/**
 * Lays what the account answers over what the template says, so that the same checks can judge both. What was not
 * read stays as the template has it; `null` means that the account has no such value. A reference stays a
 * reference as long as the account has what it points to, because the checks look at references.
 */
export function overlay(template: Json | undefined, live: Json, idOf: IdOf): Json | undefined {
  if (live === null) return undefined;
  if (template === undefined) return live;
  if (isObject(template)) {
    if (isIntrinsic(template)) return pointsTo(template, live, idOf) ? template : live;
    return isObject(live) ? merged(template, live, idOf) : live;
  }
  if (isList(template)) return isList(live) ? items(template, live, idOf) : live;
  return String(template) === String(live) ? template : inKind(template, live);
}

/** Some answers carry a number as a text, some templates do; the checks compare what is of one kind. */
function inKind(template: Json, live: Json): Json {
  if (typeof template === 'number' && typeof live === 'string')
    return Number.isNaN(Number(live)) ? live : Number(live);
  return typeof template === 'string' && typeof live === 'number' ? String(live) : live;
}

function merged(template: JsonObject, live: JsonObject, idOf: IdOf): JsonObject {
  const keys = new Set([...Object.keys(template), ...Object.keys(live)]);
  const entries = [...keys].map((key): [string, Json | undefined] => {
    const value = live[key];
    return [key, value === undefined ? template[key] : overlay(template[key], value, idOf)];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function items(template: readonly Json[], live: readonly Json[], idOf: IdOf): Json {
  if (template.length !== live.length) return live;
  return live.map((item, index) => overlay(template[index], item, idOf) ?? null);
}

function isIntrinsic(value: JsonObject): boolean {
  const [key, ...more] = Object.keys(value);
  return more.length === 0 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'));
}

/** Only a `Ref` can be compared without the account's help; anything else counts as pointing to what is there. */
function pointsTo(reference: JsonObject, live: Json, idOf: IdOf): boolean {
  const target = reference.Ref;
  const id = typeof target === 'string' ? idOf(target) : undefined;
  return id === undefined ? live !== '' : String(live) === id;
}
