import {
  isObject,
  type Json,
  type JsonObject,
  type Marks,
  type TemplateResource,
} from '../promises/evidence.ts';
import { TERM_NAMES } from '../promises/terms.ts';

/** Where a resource was found, and the resource as its template has it. */
export interface FoundResource {
  readonly template: string;
  readonly stack: string;
  readonly region: string;
  readonly logicalId: string;
  readonly body: JsonObject;
}

/** Gives a resource of a template the shape that the checks ask about. */
export function resourceOf(found: FoundResource): TemplateResource {
  const { template, stack, region, logicalId, body } = found;
  const properties = body.Properties;
  const type = text(body.Type) ?? '';
  return {
    ...{ template, stack, region, logicalId, type, body },
    properties: isObject(properties) ? properties : {},
    marks: marksOf(body),
  };
}

/** What the construct wrote about whom the resource serves (`Metadata.covenant`). */
function marksOf(body: JsonObject): Marks {
  const metadata = body.Metadata;
  const marks = isObject(metadata) ? metadata.covenant : undefined;
  if (!isObject(marks)) return {};
  const named = text(marks.promise);
  return {
    promise: TERM_NAMES.find(name => name === named),
    plan: text(marks.plan),
    tenant: text(marks.tenant),
    component: text(marks.component),
    role: text(marks.role),
  };
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
