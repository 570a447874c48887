import type { Change } from '../comparison/compare.ts';
import type { DiffReport } from './diff.ts';
import { paint } from './output.ts';

const MARKS = { tightened: '+', loosened: '-', neutral: '=' } as const;
const COLOURS = { tightened: 'green', loosened: 'red', neutral: 'dim' } as const;

/** The changes by clause, who must hear of them, and what has to be done before they hold. */
export function diffText(report: DiffReport): string {
  const { from, to, changes } = report;
  const head = `${to.agreement}: version ${from.version} (${from.effective}) to version ${to.version} (${to.effective})`;
  if (changes.length === 0) return `${head}\nno changes`;
  return [paint('bold', head), '', ...changes.flatMap(changeLines), '', ...closing(report)].join('\n');
}

function changeLines({ direction, clause, path, from, to }: Change): string[] {
  const title = `${MARKS[direction]} ${direction.padEnd(9)} ${clause ?? 'no clause'}  ${path}`;
  return [
    paint(COLOURS[direction], title),
    `              ${from ?? '(not stated)'}  ->  ${to ?? '(not stated)'}`,
  ];
}

function closing({ from, to, changes, told, forbidden }: DiffReport): string[] {
  const count = (direction: Change['direction']) =>
    changes.filter(change => change.direction === direction).length;
  return [
    `${count('tightened')} tightened, ${count('loosened')} loosened, ${count('neutral')} neutral`,
    `effective ${to.effective}; to be told before: ${told.length === 0 ? 'nobody' : told.map(toldText).join('; ')}`,
    ...(to.version > from.version ? [] : [`warning: the version is still ${to.version}; raise \`version\``]),
    ...(to.effective > from.effective ? [] : ['warning: `effective` is not later than before; set the day']),
    ...forbiddenLines(forbidden),
  ];
}

function toldText({ plan, tenants }: DiffReport['told'][number]): string {
  return tenants.length === 0 ? `plan ${plan}` : `plan ${plan} (${tenants.join(', ')})`;
}

function forbiddenLines(forbidden: readonly Change[]): string[] {
  if (forbidden.length === 0) return [];
  const clauses = [...new Set(forbidden.flatMap(change => change.clause?.split(', ') ?? ['(no clause)']))];
  const allow = clauses
    .filter(id => id !== '(no clause)')
    .map(id => `--allow ${id}`)
    .join(' ');
  return [
    paint(
      'red',
      `loosened without being allowed: ${clauses.join(', ')}${allow && `; if it is meant, add ${allow}`}`,
    ),
  ];
}
