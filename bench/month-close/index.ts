import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchResult } from '../result.ts';
import { BATCH, batch, KINDS, type Kind, MINUTES } from './data.ts';
import { peer, python } from './peers.ts';
import { bandwidth, best, sum, type Timed } from './timing.ts';
import { close, collect, scan } from './ways.ts';

export const name = 'month-close';

/** Batches of 1,000 tenants: the first alone, then all. */
const SIZES = [1, 10];
const AIM = { sparse: '>= 25 x numpy, >= 25 % of bandwidth', flapping: 'never slower than the scan' };

type Way = 'ours' | 'typed-array scan' | 'numpy' | 'DuckDB';
type Closed = Partial<Record<Way, readonly Timed[]>>;

/** Closes every batch by every way; a batch is forgotten before the next one is made. */
function closeAll(kind: Kind, folder: string, command: string | undefined): Closed {
  const files: string[] = [];
  const ours: Timed[] = [];
  const plain: Timed[] = [];
  for (let index = 0; index < Math.max(...SIZES); index++) {
    const data = batch(kind, index);
    ours.push(best(() => close(data)));
    plain.push(best(() => scan(data)));
    const file = join(folder, `${kind}-${index}`);
    if (command) writeFileSync(file, data.bytes);
    files.push(file);
  }
  const others = command
    ? { numpy: peer(command, 'numpy', files), DuckDB: peer(command, 'duckdb', files) }
    : {};
  return { ours, 'typed-array scan': plain, ...others };
}

function rates(closed: Closed, batches: number): Readonly<Record<string, number>> {
  const totals = Object.entries(closed).map(([way, parts]) => [way, sum(parts.slice(0, batches))] as const);
  const counted = new Set(totals.map(([, total]) => total.counted));
  if (counted.size > 1) throw new Error(`the peers disagree on the minutes: ${[...counted].join(', ')}`);
  const minutes = batches * BATCH * MINUTES;
  return Object.fromEntries(totals.map(([way, total]) => [way, minutes / total.seconds / 1e6]));
}

function results(kind: Kind, closed: Closed, copied: number): readonly BenchResult[] {
  return SIZES.map(batches => {
    const { ours = Number.NaN, ...others } = rates(closed, batches);
    const beside = kind === 'sparse' ? others.numpy : others['typed-array scan'];
    return {
      name: `month close, ${kind}, ${(batches * BATCH).toLocaleString('en')} tenants`,
      ours,
      peers: { ...others, 'memory bandwidth': copied / 1e6 },
      unit: 'M minutes/s',
      ratio: beside ? ours / beside : null,
      aim: AIM[kind],
    };
  });
}

/** What the peers need not do and we have done by then: minutes into intervals, once, when they are collected. */
function collected(kind: Kind): BenchResult {
  const data = batch(kind, 0);
  const rate = (work: () => number) => (BATCH * MINUTES) / best(work).seconds / 1e6;
  const ours = rate(() => collect(data));
  const plain = rate(() => scan(data));
  return {
    name: `minutes to intervals, ${kind}`,
    ours,
    peers: { 'typed-array scan': plain },
    unit: 'M minutes/s',
    ratio: ours / plain,
    aim: 'none: said beside the close, done once, hour by hour',
  };
}

/** Closes a month of minute data beside its peers, which must all count the same minutes. */
export async function run(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'covenant-bench-'));
  try {
    const copied = bandwidth();
    const command = python();
    return KINDS.flatMap(kind => [
      ...results(kind, closeAll(kind, folder, command), copied),
      collected(kind),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
