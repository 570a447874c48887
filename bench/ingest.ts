import { parseHistory } from '../lib/history/index.ts';
import type { BenchResult } from './result.ts';

export const name = 'ingest';

const POINTS = 1_000_000;
const START = 1_789_999_980;

/** A GetMetricData answer with a point a minute, three in a thousand of them down. */
function answer(written: (time: number) => number | string): string {
  const times = Array.from({ length: POINTS }, (_, i) => written(START + i * 60));
  const values = times.map((_, i) => (i % 1000 < 3 ? 0 : 1));
  return JSON.stringify({
    MetricDataResults: [{ Id: 'm1', Label: 'api', Timestamps: times, Values: values }],
  });
}

/** Million points a second, the best of several passes. */
function rate(work: () => unknown): number {
  let best = Infinity;
  for (let attempt = 0; attempt < 5; attempt++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return POINTS / best / 1000;
}

function result(kind: string, text: string): BenchResult {
  const ours = rate(() => parseHistory('bench', text));
  const parsed = rate(() => JSON.parse(text));
  const peers = { 'JSON.parse alone': parsed };
  return {
    name: `ingest, CloudWatch JSON, ${kind}`,
    ours,
    peers,
    unit: 'M points/s',
    ratio: ours / parsed,
    aim: '>= 10 M points/s',
  };
}

/** Reads CloudWatch answers into histories, beside JSON.parse alone, which no reader of JSON can beat. */
export async function run(): Promise<readonly BenchResult[]> {
  return [
    result(
      'epoch times',
      answer(time => time),
    ),
    result(
      'ISO times',
      answer(time => new Date(time * 1000).toISOString().replace('.000', '')),
    ),
  ];
}
