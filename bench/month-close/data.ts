import { type Month, monthOf } from '../../lib/promises/availability/month.ts';
import type { Spans } from '../../lib/promises/availability/spans.ts';

/** Minutes of October in UTC; one tenant's row. */
export const MINUTES = 44_640;
export const MONTH: Month = monthOf('2026-10', 'UTC');
/** Tenants that are made, closed and forgotten together: 45 MB of minutes, more than the caches hold. */
export const BATCH = 1000;

export const KINDS = ['sparse', 'flapping'] as const;
export type Kind = (typeof KINDS)[number];

/** The same history in two forms: a byte a minute for the peers, intervals (as they are stored) for us. */
export interface Batch {
  readonly bytes: Uint8Array;
  readonly spans: readonly Spans[];
}

/** A small generator with a fixed seed, so that every run measures the same data. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Sparse: three outages of up to an hour a month. Flapping: down or up anew about every other minute. */
function fill(row: Uint8Array, kind: Kind, next: () => number): void {
  if (kind === 'flapping') {
    for (let i = 0; i < row.length; i++) row[i] = next() < 0.6 ? 1 : 0;
    return;
  }
  for (let outage = 0; outage < 3; outage++) {
    const start = Math.floor(next() * (MINUTES - 60));
    row.fill(1, start, start + 1 + Math.floor(next() * 60));
  }
}

function toSpans(row: Uint8Array): Spans {
  const out: number[] = [];
  for (let i = 0; i <= row.length; i++) {
    if ((row[i] ?? 0) !== (row[i - 1] ?? 0)) out.push(MONTH.window[0] + i * 60);
  }
  return out;
}

/** The rows of a batch. */
export function rowsOf(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / MINUTES }, (_, i) =>
    bytes.subarray(i * MINUTES, (i + 1) * MINUTES),
  );
}

/** The tenants of one batch; another index gives others. */
export function batch(kind: Kind, index: number): Batch {
  const bytes = new Uint8Array(BATCH * MINUTES);
  const next = generator((kind === 'sparse' ? 7 : 11) + 1000 * index);
  const rows = rowsOf(bytes);
  for (const row of rows) fill(row, kind, next);
  return { bytes, spans: rows.map(toSpans) };
}
