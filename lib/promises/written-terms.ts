import { type Terms, terms as termsSchema } from './terms.ts';

/** Terms as they are written: units are texts such as `99.9%`, so that JSON holds them exactly. */
export type WrittenTerms = Readonly<Record<string, unknown>>;

function isUnit(value: object): value is { readonly text: string } {
  return 'text' in value && typeof value.text === 'string';
}

/** One term, or a part of one, as it is written. */
export function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  if (isUnit(value)) return value.text;
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(fields.map(([key, item]) => [key, written(item)]));
}

/** The terms that a statement judges by, as written; it carries them so that it can be recomputed by itself. */
export function writtenTerms(terms: Terms): WrittenTerms {
  const { availability, credits, price, capacity, subscription, performance } = terms;
  const all = { availability, credits, price, capacity, subscription, performance };
  const stated = Object.entries(all).filter(([, term]) => term !== undefined);
  return Object.fromEntries(stated.map(([name, term]) => [name, written(term)]));
}

/** Reads written terms back. @throws z.ZodError when they are not terms. */
export function readTerms(terms: WrittenTerms): Terms {
  return termsSchema.parse(terms);
}
