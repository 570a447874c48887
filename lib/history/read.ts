import { readFileSync, statSync } from 'node:fs';
import type { History } from '../promises/availability/history.ts';
import { isCloudWatch, readCloudWatch } from './cloudwatch.ts';
import { isCsv, readCsv } from './csv.ts';
import { isOwn, readOwn } from './own.ts';
import { unreadable } from './problem.ts';
import { isPrometheus, readPrometheus } from './prometheus.ts';
import { scanCloudWatch } from './scan.ts';
import { type DownRule, HEALTH } from './threshold.ts';
import { isCheckLog, readCheckLog } from './upptime-checks.ts';
import { isUpptimeSummary, readUpptimeSummary } from './upptime-summary.ts';

export const FORMATS = [
  'upptime-summary',
  'upptime-checks',
  'cloudwatch',
  'prometheus',
  'csv',
  'covenant',
] as const;
type Format = (typeof FORMATS)[number];

export interface ReadOptions {
  /** Found from the content when left out. */
  readonly format?: Format | undefined;
  /** Seconds that a single check speaks for; a longer gap is unknown. */
  readonly maxGap?: number | undefined;
  /** Seconds that one point of a metric covers; the smallest distance of points when left out. */
  readonly period?: number | undefined;
  readonly downWhen?: DownRule | undefined;
  /** Closes outages that are still open; the end of what is covered when left out. */
  readonly asOf?: number | undefined;
}

/** Three of Upptime's five-minute checks: one may come late without anything being unknown. */
const USUAL_MAX_GAP = 15 * 60;

/** Larger exports are cut by day or by metric; a text of this size already fills a small machine's memory. */
const LARGEST_HISTORY = 512 * 1024 * 1024;

function jsonOf(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadable(file, `is not JSON (${cause instanceof Error ? cause.message : String(cause)})`);
  }
}

function fromJson(file: string, value: unknown, options: ReadOptions): History | undefined {
  const { format, period, asOf, downWhen = HEALTH } = options;
  const fits = (name: Format) => format === undefined || format === name;
  if (fits('upptime-summary') && isUpptimeSummary(value)) return readUpptimeSummary(file, value);
  if (fits('cloudwatch') && isCloudWatch(value)) return readCloudWatch(file, value, downWhen, period);
  if (fits('prometheus') && isPrometheus(value)) return readPrometheus(file, value, downWhen, period);
  if (fits('covenant') && isOwn(value)) return readOwn(file, value, asOf);
  return undefined;
}

function fromLines(file: string, text: string, options: ReadOptions): History | undefined {
  const { format, asOf, maxGap = USUAL_MAX_GAP } = options;
  if (format === 'upptime-checks' || (format === undefined && isCheckLog(text)))
    return readCheckLog(file, text, maxGap);
  if (format === 'csv' || (format === undefined && isCsv(text))) return readCsv(file, text, maxGap, asOf);
  return undefined;
}

const CLOUDWATCH = 'MetricDataResults';

/** The quick way of reading a CloudWatch export, from its bytes; undefined for whatever is not quite as usual. */
function fromBytes(file: string, bytes: Buffer, options: ReadOptions): History | undefined {
  const { format, period, downWhen = HEALTH } = options;
  if (format !== undefined && format !== 'cloudwatch') return undefined;
  if (!bytes.subarray(0, 4096).includes(CLOUDWATCH)) return undefined;
  const scanned = scanCloudWatch(bytes);
  if (!scanned || !isCloudWatch(scanned.value)) return undefined;
  return readCloudWatch(file, scanned.value, downWhen, period, scanned.lists);
}

/** Reads from a text by JSON.parse alone, whatever its format: what `parseHistory` reads quickly is read the same. */
export function fromText(file: string, text: string, options: ReadOptions): History {
  const isJson = /^\s*[[{]/.test(text);
  const found = isJson ? fromJson(file, jsonOf(file, text), options) : fromLines(file, text, options);
  if (found) return found;
  const wanted = options.format ? `is not ${options.format}` : 'is none of the known formats';
  throw unreadable(file, `${wanted}; known: ${FORMATS.join(', ')}`);
}

/**
 * Reads an outage history from its text; the format is found from the content unless it is given.
 * @throws UnreadableInputError when it is none of the formats, or not what its format says.
 */
export function parseHistory(file: string, text: string, options: ReadOptions = {}): History {
  const isQuick = text.slice(0, 4096).includes(CLOUDWATCH) && text.isWellFormed();
  const quick = isQuick ? fromBytes(file, Buffer.from(text), options) : undefined;
  return quick ?? fromText(file, text, options);
}

/** The bytes of a file. @throws UnreadableInputError when it is missing, no file, binary or too large. */
function readBytes(file: string): Buffer {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) throw unreadable(file, 'there is no such file');
  if (!stats.isFile()) throw unreadable(file, 'is not a file; name a history in it');
  if (stats.size > LARGEST_HISTORY)
    throw unreadable(file, 'has more than 512 MB; export fewer days or metrics');
  const bytes = readFileSync(file);
  if (bytes.subarray(0, 4096).includes(0)) throw unreadable(file, 'is binary');
  return bytes;
}

function decoded(file: string, bytes: Buffer): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.trim() === '') throw unreadable(file, 'is empty');
    return text;
  } catch (cause) {
    if (cause instanceof TypeError) throw unreadable(file, 'is not UTF-8');
    throw cause;
  }
}

/** The text of a file. @throws UnreadableInputError when it is missing, no file, empty, binary, too large or not UTF-8. */
export function readHistoryText(file: string): string {
  return decoded(file, readBytes(file));
}

/** Reads an outage history from a file. */
export function readHistory(file: string, options: ReadOptions = {}): History {
  const bytes = readBytes(file);
  return fromBytes(file, bytes, options) ?? fromText(file, decoded(file, bytes), options);
}
