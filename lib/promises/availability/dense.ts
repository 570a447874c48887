/**
 * Minute data as bits, 32 minutes a word: for histories that flap so much that intervals are no shorter than the
 * minutes themselves. A bit is 1 where the minute was down. The result is the same as that of intervals.
 */
export type Minutes = Uint32Array;

/** The words that hold so many minutes. */
export function wordsFor(minutes: number): number {
  return (minutes + 31) >>> 5;
}

/** The ones in a word. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The down minutes in a range of words. */
export function countDown(down: Minutes, from = 0, until = down.length): number {
  let count = 0;
  for (let i = from; i < until; i++) {
    const word = down[i] ?? 0;
    if (word !== 0) count += ones(word);
  }
  return count;
}

/** Takes excluded minutes out, in place. */
export function removeExcluded(down: Minutes, excluded: Minutes): void {
  for (let i = 0; i < down.length; i++) down[i] = (down[i] ?? 0) & ~(excluded[i] ?? 0);
}

/**
 * The minutes in runs longer than `longerThan` minutes, counted whole (exclude-first). A run is followed over the
 * edges of words by what it had at the end of the one before; a word without a change of state costs one comparison.
 */
export function countLongRuns(down: Minutes, longerThan: number, from = 0, until = down.length): number {
  let counted = 0;
  let run = 0;
  for (let i = from; i < until; i++) {
    const word = down[i] ?? 0;
    if (word === 0) {
      if (run > longerThan) counted += run;
      run = 0;
    } else if (word === -1 >>> 0) run += 32;
    else {
      counted += endedIn(word, run, longerThan);
      run = Math.clz32(~word);
    }
  }
  return run > longerThan ? counted + run : counted;
}

/** The minutes of long runs that end inside a word, the first of them begun with `before` minutes. */
function endedIn(word: number, before: number, longerThan: number): number {
  let rest = word;
  let counted = 0;
  const lead = trailingOnes(rest);
  if (before + lead > longerThan) counted += before + lead;
  rest &= ~((1 << lead) - 1);
  // Runs that reach the end of the word go on in the next one.
  const open = Math.clz32(~word);
  if (open > 0) rest &= 0xffffffff >>> open;
  if (longerThan < 32) rest = longRunsOnly(rest, longerThan);
  else rest = 0;
  return counted + ones(rest);
}

function trailingOnes(word: number): number {
  const inverted = ~word;
  return inverted === 0 ? 32 : 31 - Math.clz32(inverted & -inverted);
}

/** Keeps the runs of ones longer than so many, whole: shrinks every run by that many, then grows what is left. */
function longRunsOnly(word: number, longerThan: number): number {
  let kept = word;
  for (let i = 0; i < longerThan && kept !== 0; i++) kept &= kept >>> 1;
  for (let i = 0; i < longerThan && kept !== 0; i++) kept |= kept << 1;
  return kept & word;
}
