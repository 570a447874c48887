/**
 * The optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours
 * (Damerau 1964, restricted), which are the slips of a typing hand.
 */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(cell(a, b, i, j, { before, last, row }));
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

interface Rows {
  readonly before: readonly number[];
  readonly last: readonly number[];
  readonly row: readonly number[];
}

function cell(a: string, b: string, i: number, j: number, rows: Rows): number {
  const cost = a[i - 1] === b[j - 1] ? 0 : 1;
  const least = Math.min(at(rows.last, j) + 1, at(rows.row, j - 1) + 1, at(rows.last, j - 1) + cost);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(least, at(rows.before, j - 2) + 1) : least;
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

/** The known name nearest to a word, or undefined when none is near enough to be meant (a third of its letters). */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(Math.min(word.length, 40) / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const name of known) {
    if (Math.abs(name.length - word.length) > limit) continue;
    const steps = distance(word.toLowerCase(), name.toLowerCase());
    if (steps < least) [best, least] = [name, steps];
  }
  return best;
}

/** The advice after an unknown name: the nearest one, or all of them. */
export function advise(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `write ${near}`;
  if (known.length === 0) return 'take it out: there is none';
  return `write one of: ${known.join(', ')}`;
}
