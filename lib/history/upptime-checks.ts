import type { History } from '../promises/availability/history.ts';
import { unreadable } from './problem.ts';
import { historyOf } from './samples.ts';
import { timeOf } from './time.ts';

const CHECK = /^(\S+)\t\W*(.+?) is (up|down|degraded|experiencing degraded performance)\b/u;

/** Whether a text looks like a log of checks: a time, a tab, and what was found. */
export function isCheckLog(text: string): boolean {
  return CHECK.test(text.slice(0, 500));
}

/**
 * Reads a log of checks, one `time<TAB>name is up|down` a line, in any order. What a check found holds until the next
 * one, but at most `maxGap` seconds; a longer gap is unknown, not up. Degraded is up: it answered.
 * @throws UnreadableInputError naming the line that is not a check.
 */
export function readCheckLog(file: string, text: string, maxGap: number): History {
  const series = new Map<string, { times: number[]; up: boolean[] }>();
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const [, when, name = '', state] = CHECK.exec(line) ?? [];
    const time = timeOf(when);
    if (time === undefined)
      throw unreadable(file, 'not a check such as "2025-05-15T14:40:00Z<TAB>site is up"', index + 1);
    const samples = series.get(name) ?? { times: [], up: [] };
    samples.times.push(time);
    samples.up.push(state !== 'down');
    series.set(name, samples);
  });
  const notes = [
    `a check holds until the next one, at most ${maxGap / 60} minutes (--max-gap); the rest is unknown`,
  ];
  return historyOf('upptime-checks', series, maxGap, notes);
}
