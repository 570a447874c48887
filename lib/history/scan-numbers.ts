/** Numbers as they are found, list after list; the room grows, and is used again for each list. */
export class Numbers {
  private data: Float64Array;
  private length = 0;

  /** @param room how many numbers a list may have before it has to grow. */
  constructor(room: number) {
    this.data = new Float64Array(Math.max(1024, room));
  }

  push(value: number): void {
    if (this.length === this.data.length) this.grow();
    this.data[this.length++] = value;
  }

  private grow(): void {
    const more = new Float64Array(this.data.length * 2);
    more.set(this.data);
    this.data = more;
  }

  /** What was found since the last time. */
  take(): Float64Array {
    const found = this.data.slice(0, this.length);
    this.length = 0;
    return found;
  }
}

const SPACE = 0x20;
const COMMA = 0x2c;
const CLOSE = 0x5d;

/** The place of the next byte that is no white space of JSON. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let place = at;
  for (let byte = bytes[place]; byte !== undefined && byte <= SPACE; byte = bytes[++place]) {
    if (byte !== SPACE && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  return place;
}

/** The place behind an element: of the next one, or of the end of the list; -1 where neither comes. */
export function nextElement(bytes: Uint8Array, at: number): number {
  const place = skipSpace(bytes, at);
  if (bytes[place] === CLOSE) return place;
  if (bytes[place] !== COMMA) return -1;
  const next = skipSpace(bytes, place + 1);
  return bytes[next] === CLOSE ? -1 : next;
}

/** Whether a list ends here. */
export function isEnd(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === CLOSE;
}

function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] ?? 0) - 0x30;
  return value >= 0 && value <= 9 ? value : -1;
}

/** The place behind the digits that begin here; the same place where there are none. */
function digitsEnd(bytes: Uint8Array, at: number): number {
  let place = at;
  while (digit(bytes, place) >= 0) place++;
  return place;
}

/** The place behind a number as JSON writes it, or -1. */
function numberEnd(bytes: Uint8Array, at: number): number {
  const first = bytes[at] === 0x2d ? at + 1 : at;
  let end = digitsEnd(bytes, first);
  if (end === first || (end > first + 1 && bytes[first] === 0x30)) return -1;
  if (bytes[end] === 0x2e) {
    const fraction = end + 1;
    end = digitsEnd(bytes, fraction);
    if (end === fraction) return -1;
  }
  if (bytes[end] !== 0x65 && bytes[end] !== 0x45) return end;
  const sign = bytes[end + 1];
  const exponent = sign === 0x2b || sign === 0x2d ? end + 2 : end + 1;
  end = digitsEnd(bytes, exponent);
  return end === exponent ? -1 : end;
}

/** A decimal of so few digits is a whole number over a power of ten, both exact: their quotient is rounded once. */
const EXACT_DIGITS = 15;

/** The value of a number whose end is known, the same as `Number` gives. */
function valueAt(bytes: Uint8Array, from: number, end: number): number {
  const negative = bytes[from] === 0x2d;
  let mantissa = 0;
  let point = end;
  for (let at = negative ? from + 1 : from; at < end; at++) {
    const value = (bytes[at] ?? 0) - 0x30;
    if (value >= 0 && value <= 9) mantissa = mantissa * 10 + value;
    else if (bytes[at] === 0x2e) point = at + 1;
    else return Number(String.fromCharCode(...bytes.subarray(from, end)));
  }
  if (end - from > EXACT_DIGITS) return Number(String.fromCharCode(...bytes.subarray(from, end)));
  const value = point === end ? mantissa : mantissa / 10 ** (end - point);
  return negative ? -value : value;
}

/**
 * Reads the elements of a list of numbers, from the place behind its bracket. Gives the place of the closing one, or -1
 * where anything else than numbers comes. Most are whole and short, with a comma and another one behind them: the status
 * of a health check, epoch seconds.
 */
export function scanNumbers(bytes: Uint8Array, start: number, out: Numbers): number {
  let at = skipSpace(bytes, start);
  while (at >= 0 && bytes[at] !== CLOSE) {
    let whole = digit(bytes, at);
    let end = at + 1;
    for (let more = digit(bytes, end); more >= 0; more = digit(bytes, ++end)) whole = whole * 10 + more;
    const isWhole = whole > 0 || (whole === 0 && end === at + 1);
    const isPlain = isWhole && end - at <= EXACT_DIGITS && bytes[at] !== 0x30;
    if ((isPlain || (whole === 0 && end === at + 1)) && bytes[end] === COMMA && digit(bytes, end + 1) >= 0) {
      out.push(whole);
      at = end + 1;
      continue;
    }
    end = numberEnd(bytes, at);
    if (end < 0) return -1;
    out.push(valueAt(bytes, at, end));
    at = nextElement(bytes, end);
  }
  return at;
}
