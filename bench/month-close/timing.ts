/** How long a way took, and what it counted, so that ways can be held against each other. */
export interface Timed {
  readonly seconds: number;
  readonly counted: number;
}

const ATTEMPTS = 7;

/** The best of several passes; the first ones also warm the compiler up. */
export function best(work: () => number): Timed {
  let seconds = Infinity;
  let counted = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const start = performance.now();
    counted = work();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return { seconds, counted };
}

/** Several batches one after the other. */
export function sum(parts: readonly Timed[]): Timed {
  return {
    seconds: parts.reduce((all, { seconds }) => all + seconds, 0),
    counted: parts.reduce((all, { counted }) => all + counted, 0),
  };
}

/** Bytes a second that this machine copies: no scan of bytes can be faster than memory. */
export function bandwidth(): number {
  const from = new Uint8Array(128 * 1024 * 1024).fill(1);
  const to = new Uint8Array(from.length);
  const { seconds } = best(() => {
    to.set(from);
    return to[0] ?? 0;
  });
  return (2 * from.length) / seconds;
}
