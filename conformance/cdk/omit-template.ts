import { isList, isObject, type Json, type JsonObject } from '../../lib/promises/evidence.ts';

/** What the emulator's CloudFormation cannot make, and who makes some of it instead. */
export interface Omissions {
  /** Left out. */
  readonly types: ReadonlySet<string>;
  /** Made through the service's API, by a custom resource. */
  readonly viaApi: ReadonlySet<string>;
  /** Such as `AWS::EC2::VPC.CidrBlock`: an attribute replaced by the property of the same name. */
  readonly attributes: ReadonlySet<string>;
  /** Properties that are made by custom resources of their own, beside the resources that have them. */
  readonly parts: readonly Part[];
}

interface Part {
  readonly type: string;
  readonly property: string;
  /** The member by which the API is told of which resource it is a part. */
  readonly named: string;
}

/** The function of conformance/provider, in the region of the stack. */
const PROVIDER = 'conformance-provider';

/** What an omitted resource is replaced by where another one refers to it. */
const placeholder = (logicalId: string) => `omitted-${logicalId}`;

/** The template without what the emulator cannot make, and without references to it. */
export function withoutOmitted(template: JsonObject, omitted: Omissions): JsonObject {
  const resources = template.Resources;
  if (!isObject(resources)) return template;
  const kept = Object.entries(resources).filter(([, resource]) => !omitted.types.has(typeOf(resource)));
  const made = kept.flatMap(([id, resource]) => makeable(id, resource, omitted));
  const shorter = { ...template, Resources: Object.fromEntries(made) };
  return withoutReferences(shorter, (id, attribute) => standIn(resources[id], id, attribute, omitted));
}

function makeable(id: string, resource: Json | undefined, omitted: Omissions): [string, Json][] {
  if (!isObject(resource)) return [];
  const type = typeOf(resource);
  const { Properties: properties } = resource;
  if (omitted.viaApi.has(type)) return [[id, { ...resource, ...viaApi(type, properties) }]];
  const parts = omitted.parts
    .filter(part => part.type === type)
    .flatMap(part => madeApart(id, properties, part));
  return [[id, resource], ...parts];
}

function madeApart(
  id: string,
  properties: Json | undefined,
  { type, property, named }: Part,
): [string, Json][] {
  const part = isObject(properties) ? properties[property] : undefined;
  if (!isObject(part)) return [];
  return [[`${id}${property}`, viaApi(`${type}.${property}`, { ...part, [named]: { Ref: id } })]];
}

function viaApi(type: string, properties: Json | undefined): JsonObject {
  const arn = `arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${PROVIDER}`;
  return {
    Type: `Custom::${type.replaceAll(/::|\./g, '-')}`,
    Properties: { ServiceToken: { 'Fn::Sub': arn }, Type: type, Properties: properties ?? {} },
  };
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
