import type { DatabaseExplanation } from '../promises/databases/explain.ts';
import type { Reason } from '../promises/databases/requirements.ts';
import { columns } from '../report/wrap.ts';
import { paint } from './output.ts';

/** The explanation of one environment, for a terminal. */
export function explanationText(environment: string, databases: readonly DatabaseExplanation[]): string {
  return [paint('bold', environment), ...databases.flatMap(databaseLines), ''].join('\n');
}

function databaseLines(each: DatabaseExplanation): readonly string[] {
  const { capacity } = each;
  return [
    '',
    `  ${paint('bold', each.database)}  ${each.placement}: ${whom(each)}`,
    ...row('topology', `${each.topology}: ${each.title} (${each.costs})`),
    ...each.keeps.flatMap(reasonLines),
    ...each.rejected.flatMap(({ topology, reasons }) =>
      row(`not ${topology}`, reasons.map(reason => `${reason.promise}: ${reason.because}`).join('; ')),
    ),
    ...row('size', `${capacity.instanceClass}, ${capacity.storageGiB} GiB of storage`),
    ...row('', capacity.because),
    ...each.backups.flatMap(reasonLines),
  ];
}

function whom({ plans, tenants, placement }: DatabaseExplanation): string {
  const names = tenants.length > 0 ? tenants.join(', ') : 'nobody yet';
  return placement === 'dedicated'
    ? `${names} on ${plans.join(', ')}`
    : `plan ${plans.join(', ')} (${names})`;
}

function reasonLines({ promise, because }: Reason): readonly string[] {
  return row(promise, because);
}

function row(title: string, text: string): readonly string[] {
  return columns([
    ['', 2],
    [title, 26],
    [text, 76],
  ]);
}
