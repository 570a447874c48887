import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isList, isObject, type Json, type JsonObject } from '../../lib/promises/evidence.ts';
import { parseJson } from './json.ts';

/** What an omitted resource is replaced by where another one refers to it. */
export const placeholder = (logicalId: string) => `omitted-${logicalId}`;

export interface Omissions {
  readonly types: ReadonlySet<string>;
  /** Such as `AWS::EC2::VPC.CidrBlock`: an attribute replaced by the property of the same name. */
  readonly attributes: ReadonlySet<string>;
  readonly transforms: ReadonlySet<string>;
}

/**
 * Copies a cloud assembly and takes the omitted resources out of the copy, with every reference to
 * them. The original stays as the product made it.
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

/** The template without what the emulator cannot make, and without references to it. */
export function withoutOmitted(template: JsonObject, omitted: Omissions): JsonObject {
  const resources = template.Resources;
  if (!isObject(resources)) return template;
  const kept = Object.entries(resources).filter(([, resource]) => !omitted.types.has(typeOf(resource)));
  const { Transform: transform, ...rest } = template;
  const shorter = {
    ...rest,
    ...withoutTransforms(transform, omitted.transforms),
    Resources: Object.fromEntries(kept),
  };
  return withoutReferences(shorter, (id, attribute) => standIn(resources[id], id, attribute, omitted));
}

function withoutTransforms(value: Json | undefined, gone: ReadonlySet<string>): JsonObject {
  const names = (isList(value) ? value : [value]).filter(name => typeof name === 'string');
  const kept = names.filter(name => !gone.has(name));
  return kept.length === 0 ? {} : { Transform: kept };
}

/** What stands in for a reference, or undefined where the reference can stay. */
type StandIn = (logicalId: string, attribute: string | undefined) => Json | undefined;

function standIn(
  resource: Json | undefined,
  logicalId: string,
  attribute: string | undefined,
  omitted: Omissions,
): Json | undefined {
  const type = typeOf(resource);
  if (omitted.types.has(type)) return placeholder(logicalId);
  if (attribute === undefined || !omitted.attributes.has(`${type}.${attribute}`)) return undefined;
  const properties = isObject(resource) ? resource.Properties : undefined;
  return (isObject(properties) ? properties[attribute] : undefined) ?? placeholder(logicalId);
}

export function typeOf(resource: Json | undefined): string {
  const type = isObject(resource) ? resource.Type : undefined;
  return typeof type === 'string' ? type : '';
}

function withoutReferences(value: JsonObject, instead: StandIn): JsonObject {
  const entries = Object.entries(value).flatMap(([key, item]): [string, Json | undefined][] => {
    if (key === 'DependsOn') return dependencies(item, instead);
    return [[key, item === undefined ? item : replaced(item, instead)]];
  });
  return Object.fromEntries(entries);
}

function dependencies(value: Json | undefined, instead: StandIn): [string, Json][] {
  const ids = (isList(value) ? value : [value]).filter(id => typeof id === 'string');
  const kept = ids.filter(id => instead(id, undefined) === undefined);
  return kept.length === 0 ? [] : [['DependsOn', kept]];
}

function replaced(value: Json, instead: StandIn): Json {
  if (isList(value)) return value.map(item => replaced(item, instead));
  if (!isObject(value)) return value;
  const found = targetOf(value);
  const other = found && instead(found.id, found.attribute);
  if (other !== undefined) return other;
  const text = value['Fn::Sub'];
  if (typeof text === 'string') return { 'Fn::Sub': withoutNames(text, instead) };
  return withoutReferences(value, instead);
}

function targetOf(value: JsonObject): { id: string; attribute?: string | undefined } | undefined {
  const ref = value.Ref;
  if (typeof ref === 'string') return { id: ref };
  const got = value['Fn::GetAtt'];
  const [id, ...attribute] = isList(got) ? got : typeof got === 'string' ? got.split('.') : [];
  return typeof id === 'string' ? { id, attribute: attribute.join('.') } : undefined;
}

function withoutNames(text: string, instead: StandIn): string {
  return text.replace(/\$\{(\w+)(?:\.([\w.]+))?\}/g, (whole, id: string, attribute?: string) => {
    const other = instead(id, attribute);
    return typeof other === 'string' ? other : whole;
  });
}
