import { isEnd, type Numbers, nextElement, skipSpace } from './scan-numbers.ts';
import { timeOf } from './time.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
/** Where the clock of `2026-10-07T10:00:00Z` begins and ends; before it is the day, behind it the offset. */
const CLOCK = 11;
const OFFSET = 19;
/** Longer than any time; a text of this length is not looked at further. */
const LONGEST = 64;

/** Two digits as a number, below 0 or above 99 where they are none. */
function two(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  return ones < 0 || ones > 9 || tens < 0 ? -1 : tens * 10 + ones;
}

/** Seconds since midnight on the clock of a time that begins here, or -1. */
function clockOf(bytes: Uint8Array, at: number): number {
  if (bytes[at + 13] !== COLON || bytes[at + 16] !== COLON) return -1;
  const hours = two(bytes, at + CLOCK);
  const minutes = two(bytes, at + CLOCK + 3);
  const seconds = two(bytes, at + CLOCK + 6);
  if (hours < 0 || minutes < 0 || seconds < 0) return -1;
  return hours < 24 && minutes < 60 && seconds < 60 ? (hours * 60 + minutes) * 60 + seconds : -1;
}

/** How one time was written; others of that day, fraction, offset and length differ in their clocks only. */
interface Day {
  /** Where its text begins, and how long it is. */
  readonly at: number;
  readonly length: number;
  /** The eleven bytes of the day in three looks, two of which overlap. */
  readonly head: number;
  readonly middle: number;
  readonly tail: number;
  /** Milliseconds, so that a fraction of a second stays exact. */
  readonly midnight: number;
}

/** No text has this length. */
const NO_DAY: Day = { at: 0, length: -1, head: 0, middle: 0, tail: 0, midnight: 0 };

/** What a text that was read teaches for those behind it. */
function dayOf(bytes: Uint8Array, view: DataView, at: number, length: number, seconds: number): Day {
  const clock = length > OFFSET ? clockOf(bytes, at) : -1;
  if (clock < 0) return NO_DAY;
  const [head, middle, tail] = [view.getInt32(at), view.getInt32(at + 4), view.getInt32(at + 7)];
  return { at, length, head, middle, tail, midnight: Math.round(seconds * 1000) - clock * 1000 };
}

/** Whether two texts of one length have the same fraction and offset behind their clocks. */
function endAlike(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = OFFSET; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}

/** The place of the quote that ends a text. */
function endOf(bytes: Uint8Array, at: number): number {
  const longest = Math.min(bytes.length, at + LONGEST);
  let place = at;
  while (place < longest && bytes[place] !== QUOTE) place++;
  return place;
}

/**
 * Reads the elements of a list of times that are written as texts, from the place behind its bracket, the same as
 * `timeOf`. Points follow each other: the day is read once, and then only the clock. Gives the place of the closing
 * bracket, or -1 where anything else comes. No text may have a backslash in it.
 */
export function scanTimes(bytes: Uint8Array, start: number, out: Numbers): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let day = NO_DAY;
  let at = skipSpace(bytes, start);
  while (at >= 0 && !isEnd(bytes, at)) {
    if (bytes[at] !== QUOTE) return -1;
    const text = at + 1;
    let end = text + day.length;
    const isOfDay =
      bytes[end] === QUOTE &&
      end > text &&
      view.getInt32(text) === day.head &&
      view.getInt32(text + 4) === day.middle &&
      view.getInt32(text + 7) === day.tail &&
      endAlike(bytes, day.at, text, day.length);
    const clock = isOfDay ? clockOf(bytes, text) : -1;
    if (clock >= 0) out.push((day.midnight + clock * 1000) / 1000);
    else {
      end = endOf(bytes, text);
      const seconds = timeOf(String.fromCharCode(...bytes.subarray(text, end)));
      if (seconds === undefined || bytes[end] !== QUOTE) return -1;
      out.push(seconds);
      day = dayOf(bytes, view, text, end - text, seconds);
    }
    const isNext = bytes[end + 1] === COMMA && bytes[end + 2] === QUOTE;
    at = isNext ? end + 2 : nextElement(bytes, end + 1);
  }
  return at;
}
