import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';

export type Values = Readonly<Record<string, unknown>>;

/** One vector: an input, a policy, and what is expected under it and under others. */
export interface Vector {
  readonly id: string;
  readonly area: string;
  readonly title: string;
  readonly policy: Values;
  readonly input: Values;
  readonly expected: Values;
  readonly alternatives: Readonly<Record<string, Values>>;
}

export function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new TypeError(`expected a text or a number, got ${JSON.stringify(value)}`);
}

export function number(value: unknown): number {
  const out = Number(text(value));
  if (Number.isNaN(out)) throw new TypeError(`expected a number, got ${JSON.stringify(value)}`);
  return out;
}

export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new TypeError(`expected a list, got ${JSON.stringify(value)}`);
}

/** The file named by COVENANT_VECTORS, or the project's own. */
export const VECTORS_FILE = process.env.COVENANT_VECTORS ?? join(ROOT, 'test/data/vectors.json');

/** Reads the vectors; a vector without its own policy has the file's default one. */
export function readVectors(file: string): readonly Vector[] {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isValues(parsed)) throw new TypeError(`${file} has no "vectors"`);
  const base = isValues(parsed.defaultPolicy) ? parsed.defaultPolicy : {};
  return list(parsed.vectors).map(item => vectorOf(item, base));
}

function vectorOf(item: unknown, base: Values): Vector {
  if (!isValues(item)) throw new TypeError(`not a vector: ${JSON.stringify(item)}`);
  return {
    id: text(item.id),
    area: text(item.area),
    title: text(item.title ?? ''),
    policy: { ...base, ...(isValues(item.policy) ? item.policy : {}) },
    input: isValues(item.input) ? item.input : {},
    expected: isValues(item.expected) ? item.expected : {},
    alternatives: alternativesOf(item.alternatives),
  };
}

function alternativesOf(value: unknown): Readonly<Record<string, Values>> {
  if (!isValues(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Values] => isValues(entry[1])),
  );
}
