import type { CheckedFile } from '../reader/check.ts';
import type { LocatedProblem, Source } from '../reader/located.ts';
import { paint } from './output.ts';

/** The problems as a person reads them, and a last line that counts them. */
export function checkText(files: readonly CheckedFile[], withExcerpts: boolean): string {
  const problems = files.flatMap(file =>
    file.problems.map(problem => problemText(problem, withExcerpts ? file.source : undefined)),
  );
  return [...problems, summary(files)].join('\n');
}

function problemText(problem: LocatedProblem, source: Source | undefined): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  const severity = paint(problem.severity === 'error' ? 'red' : 'yellow', problem.severity);
  return [
    `${paint('bold', place)} ${severity} ${paint('dim', problem.code)} ${problem.message}`,
    ...(source === undefined ? [] : excerpt(source, problem)),
    `  why: ${problem.why}`,
    `  fix: ${problem.fix}`,
    '',
  ].join('\n');
}

/** The line at fault with a caret under the column; tabs are kept so that the caret stays below it. */
export function excerpt(source: Source, { line, column }: { line: number; column: number }): string[] {
  const text = source.text.split(/\r?\n/)[line - 1] ?? '';
  const margin = String(line);
  const lead = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return [
    `  ${paint('dim', `${margin} |`)} ${text.slice(0, 160)}`,
    `  ${paint('dim', `${' '.repeat(margin.length)} |`)} ${lead.slice(0, 160)}${paint('red', '^')}`,
  ];
}

function summary(files: readonly CheckedFile[]): string {
  const all = files.flatMap(file => file.problems);
  const errors = all.filter(problem => problem.severity === 'error').length;
  return `${count(files.length, 'file')} checked: ${count(errors, 'error')}, ${count(all.length - errors, 'warning')}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
