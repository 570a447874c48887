import { readdirSync } from 'node:fs';

const SEGMENT_NAME = /^[0-9A-F]{24}$/;

/** The bytes before a WAL position such as `1/2000028`. */
export function bytesOf(lsn: string): bigint {
  const [high = '0', low = '0'] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** The number of the segment that a file name such as 000000010000000000000002 stands for. */
export function segmentNumber(name: string, segmentBytes: number): bigint {
  const perLog = 0x1_0000_0000n / BigInt(segmentBytes);
  return BigInt(`0x${name.slice(8, 16)}`) * perLog + BigInt(`0x${name.slice(16)}`);
}

/** The archived segments, oldest first; history and backup files are left out. */
export function archivedSegments(archive: string): readonly string[] {
  return readdirSync(archive)
    .filter(name => SEGMENT_NAME.test(name))
    .sort((a, b) => (a.slice(8) < b.slice(8) ? -1 : 1));
}

/** The files that say where one timeline left another, as after a failover. */
export function timelineHistories(archive: string): readonly string[] {
  return readdirSync(archive).filter(name => /^[0-9A-F]{8}\.history$/.test(name));
}

/** The WAL position up to which the archive reaches, by its newest file. */
export function archivedUpTo(archive: string, segmentBytes: number): bigint {
  let newest = -1n;
  for (const name of archivedSegments(archive)) {
    const number = segmentNumber(name, segmentBytes);
    if (number > newest) newest = number;
  }
  return (newest + 1n) * BigInt(segmentBytes);
}

/** The first segment number from `start` on that the archive lacks although it holds a later one. */
export function gapIn(archive: string, start: bigint, segmentBytes: number): bigint | undefined {
  const numbers = new Set(archivedSegments(archive).map(name => segmentNumber(name, segmentBytes)));
  const newest = [...numbers].reduce((a, b) => (a > b ? a : b), -1n);
  for (let number = start / BigInt(segmentBytes); number <= newest; number++) {
    if (!numbers.has(number)) return number;
  }
  return undefined;
}
