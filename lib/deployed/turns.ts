/** Maps a list by asynchronous work, at most so many at once, in the order of the list. */
export async function mapInTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  // All take from one iterator, so that none waits for the slowest of a batch.
  const waiting = items.entries();
  const takeOn = async () => {
    for (const [at, item] of waiting) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, takeOn));
  return results;
}
