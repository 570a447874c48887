import { Numbers, scanNumbers, skipSpace } from './scan-numbers.ts';
import { scanTimes } from './scan-times.ts';

/** The long lists of a GetMetricData answer: times as epoch seconds (or as they are written), values as numbers. */
export interface Scanned {
  /** The answer as JSON.parse gives it, with a name in the place of each long list. */
  readonly value: unknown;
  /** The lists by that name. `seconds` are read times; numbers may still be milliseconds. */
  readonly lists: ReadonlyMap<string, { readonly seconds: boolean; readonly found: Float64Array }>;
}

const KEYS = ['"Timestamps"', '"Values"'] as const;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const OPEN = 0x5b;
const QUOTE = 0x22;

/** Of most exports: a time with its quotes and commas, and a value. */
const BYTES_OF_A_POINT = 24;

/** A long list of the answer: from its opening bracket to behind the closing one. */
interface List {
  readonly from: number;
  readonly until: number;
  readonly seconds: boolean;
  readonly found: Float64Array;
}

/** Reads the list that opens at `from`; undefined where it has anything else in it than is usual. */
function listAt(bytes: Uint8Array, from: number, key: string, out: Numbers): List | undefined {
  const seconds = key === KEYS[0] && bytes[skipSpace(bytes, from + 1)] === QUOTE;
  const end = seconds ? scanTimes(bytes, from + 1, out) : scanNumbers(bytes, from + 1, out);
  return end < 0 ? undefined : { from, until: end + 1, seconds, found: out.take() };
}

/** The key that a text is, if it is one. */
function keyAt(bytes: Buffer, from: number, until: number): string | undefined {
  return KEYS.find(key => key.length === until - from && bytes.toString('latin1', from, until) === key);
}

/** Walks over the texts outside of the lists; without a backslash each ends at the next quote. */
function listsIn(bytes: Buffer): readonly List[] | undefined {
  const lists: List[] = [];
  const out = new Numbers(bytes.length / BYTES_OF_A_POINT);
  let at = bytes.indexOf(QUOTE);
  while (at >= 0) {
    const behind = bytes.indexOf(QUOTE, at + 1) + 1;
    if (behind === 0) return undefined;
    const key = keyAt(bytes, at, behind);
    const colon = key === undefined ? -1 : skipSpace(bytes, behind);
    let next = behind;
    if (key !== undefined && bytes[colon] === COLON) {
      const open = skipSpace(bytes, colon + 1);
      const list = bytes[open] === OPEN ? listAt(bytes, open, key, out) : undefined;
      if (!list) return undefined;
      lists.push(list);
      next = list.until;
    }
    at = bytes.indexOf(QUOTE, next);
  }
  return lists;
}

/**
 * Reads a GetMetricData answer from its bytes without making a text and a list of values of a million points: JSON.parse
 * gets the answer with a name in the place of each long list. Undefined where anything is unusual; then it is for
 * JSON.parse alone, which also words what is wrong.
 *
 * Why the names cannot be mistaken: without a backslash a key is written in one way only, and each key of these whose
 * value is no list of the usual kind ends the attempt.
 */
export function scanCloudWatch(bytes: Buffer): Scanned | undefined {
  if (bytes.includes(BACKSLASH)) return undefined;
  const lists = listsIn(bytes);
  if (!lists) return undefined;
  const parts: string[] = [];
  let at = 0;
  lists.forEach(({ from, until }, index) => {
    parts.push(bytes.toString('latin1', at, from), `"@${index}"`);
    at = until;
  });
  parts.push(bytes.toString('latin1', at));
  const named = lists.map(({ seconds, found }, index) => [`@${index}`, { seconds, found }] as const);
  try {
    // Bytes were taken one by one, so that a character of several bytes is not cut: here they are joined again.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(parts.join(''), 'latin1'));
    return { value: JSON.parse(text), lists: new Map(named) };
  } catch {
    return undefined;
  }
}
