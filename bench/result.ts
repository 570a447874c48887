/** One measured figure beside its peers, all from the same run on the same machine. */
export interface BenchResult {
  readonly name: string;
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
  readonly unit: string;
  /** Ours over the peer that the aim speaks of; below 1 means ours is smaller. */
  readonly ratio: number | null;
  readonly aim: string;
}

/** A benchmark: a name for `--only`, and what it measures. */
export interface Bench {
  readonly name: string;
  readonly run: () => Promise<readonly BenchResult[]>;
}
