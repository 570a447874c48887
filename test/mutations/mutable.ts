import { resourceOf } from '../../lib/audit/resource.ts';
import {
  type Assembly,
  carries,
  type JsonObject,
  type JsonPath,
  type Marks,
  type TemplateResource,
} from '../../lib/promises/evidence.ts';
import type { SeenDrill } from '../../lib/promises/recovery/proof.ts';
import { NOW } from '../audit/drill.data.ts';

/** A JSON value that may be changed in place. */
export type Loose = null | boolean | number | string | undefined | Loose[] | { [key: string]: Loose };

/** One resource of the copy that a mutation may change; only those that it looks into are really copied. */
export class MutableResource {
  readonly type: string;
  readonly template: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly marks: Marks;
  region: string;
  removed = false;
  private readonly original: TemplateResource;
  private draft: { [key: string]: Loose } | undefined;

  constructor(original: TemplateResource) {
    this.original = original;
    this.type = original.type;
    this.template = original.template;
    this.stack = original.stack;
    this.logicalId = original.logicalId;
    this.marks = original.marks;
    this.region = original.region;
  }

  /** Type, Properties, Metadata, DependsOn, DeletionPolicy ... */
  get body(): { [key: string]: Loose } {
    const copied: { [key: string]: Loose } = this.draft ?? JSON.parse(JSON.stringify(this.original.body));
    this.draft = copied;
    return copied;
  }

  /** The value at a path below the resource, such as ['Properties', 'MultiAZ']. */
  get(path: JsonPath): Loose {
    return path.reduce<Loose>(child, this.body);
  }

  /** Sets it, making the objects on the way; `undefined` takes the property, or the entry of a list, away. */
  set(path: JsonPath, value: Loose): void {
    put(this.body, path, value);
  }

  /** Takes the whole resource out of its template. */
  remove(): void {
    this.removed = true;
  }

  /** As the audit reads it. */
  frozen(): TemplateResource {
    if (!this.draft && this.region === this.original.region) return this.original;
    const body: JsonObject = JSON.parse(JSON.stringify(this.body));
    const { template, region, logicalId } = this;
    return resourceOf({ template, stack: this.stack, region, logicalId, body });
  }
}

/** A copy of a synthesized assembly. `each` and `one` throw when nothing matches: a mutation always changes something. */
export class MutableAssembly {
  private readonly live: MutableResource[];
  private drills: readonly SeenDrill[];

  constructor(original: Assembly) {
    this.live = original.resources.map(resource => new MutableResource(resource));
    this.drills = original.seen?.drills ?? [];
  }

  /** The resources of a type whose marks include the given ones. */
  find(type: string, marks: Marks = {}): readonly MutableResource[] {
    return this.live.filter(
      resource => !resource.removed && resource.type === type && carries(resource.marks, marks),
    );
  }

  /** @throws Error when there is none. */
  each(type: string, marks: Marks, change: (resource: MutableResource) => void): void {
    const found = this.find(type, marks);
    if (found.length === 0) throw new Error(`no ${type} with marks ${JSON.stringify(marks)}`);
    found.forEach(change);
  }

  /** The first of them. @throws Error when there is none. */
  one(type: string, marks: Marks = {}): MutableResource {
    const first = this.find(type, marks)[0];
    if (!first) throw new Error(`no ${type} with marks ${JSON.stringify(marks)}`);
    return first;
  }

  /** Puts one more resource into a stack or template that is there. @throws Error when it is not. */
  add(place: string, logicalId: string, body: JsonObject): void {
    const neighbour = this.live.find(({ stack, template }) => stack === place || template === place);
    if (!neighbour) throw new Error(`no stack or template ${place}`);
    const { template, stack, region } = neighbour;
    this.live.push(new MutableResource(resourceOf({ template, stack, region, logicalId, body })));
  }

  /** Shows the audit this drill in place of the green ones. */
  drilled(drill: SeenDrill): void {
    this.drills = [drill];
  }

  /** The assembly as the audit reads it. */
  assembly(): Assembly {
    const resources = this.live.filter(({ removed }) => !removed).map(resource => resource.frozen());
    return { resources, seen: { drills: this.drills, now: NOW } };
  }
}

function child(value: Loose, key: string | number): Loose {
  if (value === null || typeof value !== 'object') return undefined;
  return Array.isArray(value) ? value[Number(key)] : value[String(key)];
}

function put(at: { [key: string]: Loose }, path: JsonPath, value: Loose): void {
  const last = path.at(-1);
  if (last === undefined) throw new Error('a path is needed');
  const holder = path.slice(0, -1).reduce<Loose>(descend, at);
  if (Array.isArray(holder)) {
    if (value === undefined) holder.splice(Number(last), 1);
    else holder[Number(last)] = value;
  } else if (holder && typeof holder === 'object') {
    if (value === undefined) delete holder[String(last)];
    else holder[String(last)] = value;
  }
}

function descend(value: Loose, key: string | number): Loose {
  const next = child(value, key);
  if (next !== undefined && next !== null) return next;
  const made: Loose = {};
  if (value && typeof value === 'object' && !Array.isArray(value)) value[String(key)] = made;
  return made;
}
