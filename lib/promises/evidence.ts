import type { Agreement } from './agreement.ts';
import type { Environment, Tenant } from './environment.ts';
import type { SeenDrills } from './recovery/proof.ts';
import type { TermName, Terms } from './terms.ts';

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
export type JsonPath = readonly (string | number)[];

/**
 * What a construct writes on a resource it makes, in CloudFormation `Metadata.covenant`: whom the resource
 * serves. It says nothing of values, so the audit still has to find every promised number in the properties.
 */
export interface Marks {
  readonly promise?: TermName | undefined;
  readonly plan?: string | undefined;
  readonly tenant?: string | undefined;
  readonly component?: string | undefined;
  /** Tells two resources of one type and promise apart, such as `recovery-vault`. */
  readonly role?: string | undefined;
}

/** One resource of a synthesized template. */
export interface TemplateResource {
  /** The template's file name, below the cloud assembly. */
  readonly template: string;
  readonly stack: string;
  readonly region: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** The whole resource, for `DeletionPolicy`, `DependsOn` and `Metadata`. */
  readonly body: JsonObject;
  readonly marks: Marks;
}

/** Everything that was synthesized for one environment. */
export interface Assembly {
  readonly resources: readonly TemplateResource[];
  /** What was drilled of it. @default nothing was seen */
  readonly seen?: SeenDrills | undefined;
}

/** Where a measurement is from. */
export interface DrillMark {
  readonly run: string;
  readonly place: 'local' | 'deployed';
  readonly endedAt: string;
  /** Of the report's file, from 1. */
  readonly line: number;
}

/** One comparison of what a clause asks with what a template has. */
export interface Evidence {
  /** The template's file; of a drill, its report's. */
  readonly template: string;
  /** Of a drill, the name of its run. */
  readonly logicalId: string;
  /** Below the resource, such as ['Properties', 'MultiAZ']. */
  readonly path: JsonPath;
  readonly expected: string;
  readonly actual: string;
  readonly holds: boolean;
  /** Set where a drill measured it; else a template says it. */
  readonly drill?: DrillMark | undefined;
}

export type Verdict =
  | { readonly status: 'judged'; readonly evidence: readonly Evidence[] }
  | { readonly status: Undecided; readonly reason: string };

/** `unseen`: no drill has tried it, and none was promised. */
export type Undecided = 'unknown' | 'not-applicable' | 'unseen';

/** What a check is asked about: one plan's terms in one environment. */
export interface Subject {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly plan: string;
  readonly terms: Terms;
  /** The tenants on that plan. */
  readonly tenants: readonly Tenant[];
}

/**
 * One way in which a term can be broken in a template. Its `rule` is stable: SARIF, the mutation table and
 * acknowledgements refer to it.
 */
export interface AuditCheck {
  /** Such as `backups/retention`. */
  readonly rule: string;
  /** The term whose clause it proves, below the plan, such as `backups` or `backups.away`. */
  readonly term: string;
  /** One sentence, present tense: what must be so. */
  readonly says: string;
  readonly run: (subject: Subject, assembly: Assembly) => Verdict;
}

/** Nothing was found where something had to be: that is broken, not unknown. */
export function missing(expected: string, type: string): Evidence {
  return { template: '', logicalId: '', path: [], expected, actual: `no ${type}`, holds: false };
}

/** The value at a path below a resource, or undefined. */
export function valueAt(resource: TemplateResource, path: JsonPath): Json | undefined {
  let at: Json | undefined = resource.body;
  for (const key of path) at = step(at, key);
  return at;
}

function step(at: Json | undefined, key: string | number): Json | undefined {
  if (at === null || typeof at !== 'object') return undefined;
  if (isList(at)) return typeof key === 'number' ? at[key] : undefined;
  return at[String(key)];
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Compares one property of a resource with what the agreement asks. */
export function compare(resource: TemplateResource, path: JsonPath, expected: Json): Evidence {
  const actual = valueAt(resource, path);
  return judge(resource, path, JSON.stringify(expected), same(actual, expected));
}

/** The same, where the value may be any that satisfies `holds`; `expected` says in words which. */
export function judge(
  resource: TemplateResource,
  path: JsonPath,
  expected: string,
  holds: boolean,
): Evidence {
  const actual = valueAt(resource, path);
  const shown = actual === undefined ? 'absent' : JSON.stringify(actual);
  return { template: resource.template, logicalId: resource.logicalId, path, expected, actual: shown, holds };
}

function same(a: Json | undefined, b: Json): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The resources of a type whose marks include all of the given ones. */
export function resourcesOf(
  assembly: Assembly,
  type: string,
  marks: Marks = {},
): readonly TemplateResource[] {
  return assembly.resources.filter(resource => resource.type === type && carries(resource.marks, marks));
}

export function carries(own: Marks, wanted: Marks): boolean {
  return (
    (wanted.promise === undefined || own.promise === wanted.promise) &&
    (wanted.plan === undefined || own.plan === wanted.plan) &&
    (wanted.tenant === undefined || own.tenant === wanted.tenant) &&
    (wanted.component === undefined || own.component === wanted.component) &&
    (wanted.role === undefined || own.role === wanted.role)
  );
}

/** Judged evidence; an empty list is turned into a missing resource, so that absence can never pass. */
export function judged(evidence: readonly Evidence[], whenEmpty: Evidence): Verdict {
  return { status: 'judged', evidence: evidence.length === 0 ? [whenEmpty] : evidence };
}
