import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countLongRuns, type Minutes, wordsFor } from '../lib/promises/availability/dense.ts';
import { type Month, monthOf } from '../lib/promises/availability/month.ts';
import { PLAIN, type Policy } from '../lib/promises/availability/policy.ts';
import type { Spans } from '../lib/promises/availability/spans.ts';
import { measureMonth } from '../lib/promises/availability/uptime.ts';
import type { BenchResult } from './result.ts';

export const name = 'month-close';

/** Minutes of October in UTC; one tenant's row in every form. */
const MINUTES = 44_640;
const MONTH: Month = monthOf('2026-10', 'UTC');
const LONGER_THAN = 5;
const POLICY: Policy = { ...PLAIN, countsAfter: LONGER_THAN * 60 };
/** More than any cache holds; larger sets are this one, again and again, so that memory stays flat. */
const ROWS = 1000;

/** The same history in three forms: bytes for the peers, intervals and bits for us. */
interface Data {
  readonly bytes: Uint8Array;
  readonly spans: readonly Spans[];
  readonly bits: readonly Minutes[];
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
function fill(row: Uint8Array, kind: 'sparse' | 'flapping', next: () => number): void {
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

function toBits(row: Uint8Array): Minutes {
  const words = new Uint32Array(wordsFor(row.length));
  for (let i = 0; i < row.length; i++) if (row[i]) words[i >>> 5] = (words[i >>> 5] ?? 0) | (1 << (i & 31));
  return words;
}

function generate(kind: 'sparse' | 'flapping'): Data {
  const bytes = new Uint8Array(ROWS * MINUTES);
  const next = generator(kind === 'sparse' ? 7 : 11);
  const rows = Array.from({ length: ROWS }, (_, i) => bytes.subarray(i * MINUTES, (i + 1) * MINUTES));
  for (const row of rows) fill(row, kind, next);
  return { bytes, spans: kind === 'sparse' ? rows.map(toSpans) : [], bits: rows.map(toBits) };
}

/** The obvious way: one byte a minute, one pass, no allocation. */
function scan(bytes: Uint8Array): number {
  let counted = 0;
  for (let start = 0; start < bytes.length; start += MINUTES) {
    let run = 0;
    for (let i = start; i < start + MINUTES; i++) {
      if (bytes[i] === 1) run++;
      else {
        if (run > LONGER_THAN) counted += run;
        run = 0;
      }
    }
    if (run > LONGER_THAN) counted += run;
  }
  return counted;
}

function ofSpans(spans: readonly Spans[]): number {
  let counted = 0;
  for (const down of spans) counted += measureMonth(POLICY, { down, unknown: [] }, [], MONTH).counted / 60;
  return counted;
}

function ofBits(bits: readonly Minutes[]): number {
  let counted = 0;
  for (const row of bits) counted += countLongRuns(row, LONGER_THAN);
  return counted;
}

interface Timed {
  readonly seconds: number;
  readonly counted: number;
}

/** The best of several passes over the set, each repeated until so many tenants are closed. */
function time(work: () => number, tenants: number): Timed {
  const passes = Math.max(1, tenants / ROWS);
  let best = Infinity;
  let counted = work();
  for (let attempt = 0; attempt < 3; attempt++) {
    const start = performance.now();
    for (let pass = 0; pass < passes; pass++) counted = work();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return { seconds: best, counted };
}

/** Bytes a second that this machine copies: no scan of bytes can be faster than memory. */
function bandwidth(): number {
  const from = new Uint8Array(128 * 1024 * 1024).fill(1);
  const to = new Uint8Array(from.length);
  const { seconds } = time(() => {
    to.set(from);
    return to[0] ?? 0;
  }, ROWS);
  return (2 * from.length) / seconds;
}

const NUMPY = `
import sys, time
import numpy as np
rows = np.fromfile(sys.argv[1], dtype=np.uint8).reshape(-1, ${MINUTES})
def close():
    counted = 0
    for row in rows:
        edges = np.diff(np.concatenate(([0], row, [0])).astype(np.int8))
        lengths = np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)
        counted += int(lengths[lengths > ${LONGER_THAN}].sum())
    return counted
best = 1e9
for _ in range(3):
    start = time.perf_counter(); counted = close(); best = min(best, time.perf_counter() - start)
print(best, counted)
`;

/** The same close in numpy, where python3 has it; COVENANT_PYTHON names another Python. */
function numpy(bytes: Uint8Array): Timed | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'covenant-bench-'));
  try {
    const file = join(folder, 'minutes.bin');
    writeFileSync(file, bytes);
    const python = process.env.COVENANT_PYTHON ?? 'python3';
    const run = spawnSync(python, ['-c', NUMPY, file], { encoding: 'utf8' });
    if (run.status !== 0) return undefined;
    const [seconds = Number.NaN, counted = Number.NaN] = run.stdout.trim().split(' ').map(Number);
    return { seconds, counted };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function agree(...results: readonly (Timed | undefined)[]): void {
  const counted = new Set(results.filter(result => result !== undefined).map(result => result.counted));
  if (counted.size > 1)
    throw new Error(`the peers disagree on the counted minutes: ${[...counted].join(', ')}`);
}

const rate = (tenants: number, { seconds }: Timed): number => (tenants * MINUTES) / seconds / 1e6;

function results(kind: 'sparse' | 'flapping', copied: number): readonly BenchResult[] {
  const data = generate(kind);
  const close = kind === 'sparse' ? () => ofSpans(data.spans) : () => ofBits(data.bits);
  const plain = time(() => scan(data.bytes), ROWS);
  const other = numpy(data.bytes);
  return [1000, 10_000].map(tenants => {
    const own = time(close, tenants);
    agree(own, plain, other);
    const ours = rate(tenants, own);
    const peers = {
      'typed-array scan': rate(ROWS, plain),
      ...(other ? { numpy: rate(ROWS, other) } : {}),
      'memory bandwidth': copied / 1e6,
    };
    const beside = kind === 'sparse' ? (other ? peers.numpy : undefined) : peers['typed-array scan'];
    const aim = kind === 'sparse' ? '>= 25 x numpy, >= 25 % of bandwidth' : 'never slower than the scan';
    return {
      name: `month close, ${kind}, ${tenants} tenants`,
      ours,
      peers,
      unit: 'M minutes/s',
      ratio: beside ? ours / beside : null,
      aim,
    };
  });
}

/** Closes a month of minute data for 1,000 and 10,000 tenants beside its peers; all must count the same minutes. */
export async function run(): Promise<readonly BenchResult[]> {
  const copied = bandwidth();
  return [...results('sparse', copied), ...results('flapping', copied)];
}
