import type { Exclusion } from '../promises/availability/exclusions.ts';
import { closedAt, type History } from '../promises/availability/history.ts';
import { monthAt, monthOf } from '../promises/availability/month.ts';
import { EXCLUSION_KINDS } from '../promises/availability/schema.ts';
import { type Interval, spansOf } from '../promises/availability/spans.ts';
import { exclusionOf } from './exclusions.ts';
import { unreadable } from './problem.ts';
import { historyOf } from './samples.ts';
import { timeOf } from './time.ts';

type Row = Readonly<Record<string, string>> & { readonly line: string };

/** The character that separates the names of the first line. */
function separatorOf(header: string): string {
  return [',', ';', '\t'].find(mark => header.includes(mark)) ?? ',';
}

/** Splits a line at its separators, except inside double quotes. */
function split(line: string, separator: string): readonly string[] {
  const cell = new RegExp(`(?:^|${separator})("(?:[^"]|"")*"|[^${separator}]*)`, 'g');
  return [...line.matchAll(cell)].map(([, text = '']) =>
    text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text.trim(),
  );
}

function rowsOf(file: string, text: string): readonly Row[] {
  const lines = text.split(/\r?\n/);
  const separator = separatorOf(lines[0] ?? '');
  const header = split(lines[0] ?? '', separator).map(name => name.toLowerCase());
  return lines.slice(1).flatMap((line, index): Row[] => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const values = split(line, separator);
    if (values.length > header.length)
      throw unreadable(file, 'more values than the first line has names', index + 2);
    return [
      { ...Object.fromEntries(header.map((name, i) => [name, values[i] ?? ''])), line: String(index + 2) },
    ];
  });
}

/** Whether a first line names the columns of one of the two shapes. */
export function isCsv(text: string): boolean {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const names = split(first, separatorOf(first)).map(name => name.toLowerCase());
  return (names.includes('start') && names.includes('end')) || (names.includes('time') && names.length > 1);
}

const UP = ['up', '1', 'true', 'ok', 'healthy'];
const DOWN = ['down', '0', 'false', 'failed', 'unhealthy'];

function samples(file: string, rows: readonly Row[], maxGap: number): History {
  const series = new Map<string, { times: number[]; up: boolean[] }>();
  for (const row of rows) {
    const time = timeOf(row.time);
    const state = (row.state ?? row.up ?? row.status ?? row.value ?? '').toLowerCase();
    if (time === undefined)
      throw unreadable(file, `"${row.time}" is not a time with its offset`, Number(row.line));
    if (!UP.includes(state) && !DOWN.includes(state))
      throw unreadable(file, `"${state}" is not up or down`, Number(row.line));
    const name = row.component || 'service';
    const own = series.get(name) ?? { times: [], up: [] };
    own.times.push(time);
    own.up.push(UP.includes(state));
    series.set(name, own);
  }
  const note = `a look holds until the next one, at most ${maxGap / 60} minutes (--max-gap); the rest is unknown`;
  return historyOf('csv', series, maxGap, [note]);
}

interface Stated {
  readonly state: string;
  readonly component: string;
  readonly start: number;
  readonly end: number | undefined;
}

function statedOf(file: string, row: Row): Stated {
  const start = timeOf(row.start);
  const end = row.end === '' ? undefined : timeOf(row.end);
  if (start === undefined)
    throw unreadable(file, `"${row.start}" is not a time with its offset`, Number(row.line));
  if (row.end !== '' && end === undefined)
    throw unreadable(file, `"${row.end}" is not a time with its offset`, Number(row.line));
  if (end !== undefined && end < start) throw unreadable(file, 'it ends before it starts', Number(row.line));
  return { state: (row.state || 'down').toLowerCase(), component: row.component || 'service', start, end };
}

interface Coverage {
  readonly covered: Interval;
  readonly listed?: Interval;
}

/** Enough for the midnight of every zone. */
const DAY = 86_400;

/** Without a line `covered`, a list of outages speaks for every month in which one of them lies. */
function coveredBy(stated: readonly Stated[], asOf: number | undefined): Coverage {
  const said = stated.filter(({ state }) => state === 'covered');
  const ends = ({ start, end }: Stated) => end ?? Math.max(start, asOf ?? start);
  if (said.length > 0) {
    return { covered: [Math.min(...said.map(({ start }) => start)), Math.max(...said.map(ends))] };
  }
  const first = Math.min(...stated.map(({ start }) => start));
  const last = Math.max(...stated.map(ends));
  const [from] = monthOf(monthAt(first, 'UTC'), 'UTC').window;
  const [, until] = monthOf(monthAt(last, 'UTC'), 'UTC').window;
  return { covered: [from - DAY, until + DAY], listed: [first, last + 1] };
}

function outages(file: string, rows: readonly Row[], asOf: number | undefined): History {
  const stated = rows.map(row => statedOf(file, row));
  const isExclusion = (state: string) => EXCLUSION_KINDS.some(kind => kind === state);
  const wrong = stated.findIndex(
    ({ state }) => !['down', 'unknown', 'covered', 'up'].includes(state) && !isExclusion(state),
  );
  if (wrong >= 0) {
    const known = ['down', 'unknown', 'covered', ...EXCLUSION_KINDS].join(', ');
    throw unreadable(
      file,
      `"${stated[wrong]?.state}" is not a state; known: ${known}`,
      Number(rows[wrong]?.line),
    );
  }
  const { covered, listed } = coveredBy(stated, asOf);
  const [from, until] = covered;
  const names = [
    ...new Set(stated.filter(({ state }) => state === 'down' || state === 'unknown').map(s => s.component)),
  ];
  const spans = (name: string, wanted: string) =>
    spansOf(
      closedAt(
        stated.filter(s => s.component === name && s.state === wanted),
        asOf ?? until,
      ),
    );
  const components = (names.length > 0 ? names : ['service']).map(
    name => [name, { down: spans(name, 'down'), unknown: spans(name, 'unknown') }] as const,
  );
  const exclusions = rows.flatMap((row, i): Exclusion[] =>
    isExclusion(stated[i]?.state ?? '')
      ? [exclusionOf(file, { ...row, kind: stated[i]?.state }, Number(row.line))]
      : [],
  );
  const said = stated.some(({ state }) => state === 'covered');
  const notes = said
    ? []
    : ['a list of outages without a line "covered": every month with a line in it is read as covered whole'];
  return {
    source: 'csv',
    from,
    until,
    listed,
    components: Object.fromEntries(components),
    exclusions,
    notes,
  };
}

/**
 * Reads a plain CSV of one of two shapes, told by its first line: `component,state,start,end` (state: down, unknown,
 * covered or a kind of exclusion; an empty end is still open) or `time,component,state` (single looks).
 */
export function readCsv(file: string, text: string, maxGap: number, asOf?: number): History {
  const rows = rowsOf(file, text);
  if (rows.length === 0) throw unreadable(file, 'there is not one line below the names of the columns');
  return 'time' in (rows[0] ?? {}) ? samples(file, rows, maxGap) : outages(file, rows, asOf);
}
