import type { JsonObject, TemplateResource } from '../promises/evidence.ts';
import type { Clients } from './clients.ts';
import type { IdOf } from './overlay.ts';

/** One resource of the templates, and where to ask for it. */
export interface Located {
  readonly clients: Clients;
  readonly resource: TemplateResource;
  /** Its id in the account; undefined where its stack does not have it. */
  readonly physicalId: string | undefined;
  readonly idOf: IdOf;
}

/**
 * Asks the account for the values that matter to a promise, under the names that CloudFormation gives them.
 * @returns undefined when the account has no such resource.
 */
export type Reader = (located: Located) => Promise<JsonObject | undefined>;

/** Turns the services' many words for "there is none" into undefined; everything else stays an error. */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && /NotFound|NoSuch|DoesNotExist/.test(error.name)) return undefined;
    throw error;
  }
}

/** The literal text of a property, where the template has one. */
export function textOf({ resource }: Located, property: string): string | undefined {
  const value = resource.properties[property];
  return typeof value === 'string' ? value : undefined;
}
