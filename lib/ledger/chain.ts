import type { CloseFile } from './close-file.ts';
import { type Difference, single } from './differences.ts';
import type { StatementFile } from './document.ts';
import { GENESIS } from './entry.ts';
import type { LedgerFile } from './shape.ts';

/** A document and where it lies. */
export interface Placed<T> {
  readonly path: string;
  readonly file: T;
}

/** Everything that one environment handed over. */
export interface Chain {
  /** All closes, in the order of their names. */
  readonly closes: readonly Placed<CloseFile>[];
  /** The copy of its latest close that each month's folder holds. */
  readonly months: readonly Placed<CloseFile>[];
  readonly statements: readonly Placed<StatementFile>[];
  readonly ledgers: readonly Placed<LedgerFile>[];
}

/** Each close follows the one before: none is missing, moved or put in between. */
function inOrder(closes: readonly Placed<CloseFile>[]): readonly Difference[] {
  return closes.flatMap(({ path, file }, index) => {
    const before = closes[index - 1]?.file.hash ?? GENESIS;
    if (file.sequence !== index + 1)
      return single(`${path} sequence`, String(file.sequence), `${index + 1}; a close is missing or moved`);
    return file.previous === before ? [] : single(`${path} previous`, file.previous, before);
  });
}

/** A month's copy is the latest close of that month in the chain, so the end of the chain cannot be cut off. */
function latestOfMonths({ closes, months }: Chain): readonly Difference[] {
  return months.flatMap(({ path, file }) => {
    const latest = closes.findLast(close => close.file.month === file.month);
    return latest?.file.hash === file.hash
      ? []
      : single(path, file.hash, latest ? `${latest.file.hash} (${latest.path})` : 'in no close of the chain');
  });
}

/** Every statement that a close names is there, and every statement that is there is named by a close. */
function statementsNamed({ closes, statements }: Chain): readonly Difference[] {
  const there = new Set(statements.map(({ file }) => file.hash));
  const named = new Set(closes.flatMap(({ file }) => file.tenants.map(({ statementHash }) => statementHash)));
  const lacking = closes.flatMap(({ path, file }) =>
    file.tenants
      .filter(({ statementHash }) => statementHash !== null && !there.has(statementHash))
      .flatMap(({ tenant, statement, statementHash }) =>
        single(`${path} ${tenant}`, `${statement} ${statementHash}`, 'no such statement'),
      ),
  );
  const strangers = statements.filter(({ file }) => !named.has(file.hash));
  return [...lacking, ...strangers.flatMap(({ path, file }) => single(path, file.hash, 'in no close'))];
}

/** The revisions of a month's statement follow each other. */
function revisionsFollow(statements: readonly Placed<StatementFile>[]): readonly Difference[] {
  return statements.flatMap(({ path, file }) => {
    const { tenant, month } = file.evidence;
    const same = statements.filter(
      each => each.file.evidence.tenant === tenant && each.file.evidence.month === month,
    );
    const before = same.find(each => each.file.revision === file.revision - 1)?.file.hash;
    const expected = file.revision === 1 ? GENESIS : before;
    return file.previous === expected
      ? []
      : single(`${path} previous`, file.previous, expected ?? 'no such revision');
  });
}

/** A ledger still has the entry with which it ended at each close: none was cut off or written anew. */
function ledgersKeep({ closes, ledgers }: Chain): readonly Difference[] {
  return closes.flatMap(({ path, file }) =>
    file.tenants.flatMap(({ tenant, ledger: ended }) => {
      if (!ended || ended.sequence === 0) return [];
      const ledger = ledgers.find(each => each.file.tenant === tenant);
      const entry = ledger?.file.entries[ended.sequence - 1];
      return entry?.hash === ended.hash
        ? []
        : single(
            `${path} ledger of ${tenant}`,
            `entry ${ended.sequence} ${ended.hash}`,
            entry?.hash ?? 'absent',
          );
    }),
  );
}

/** What does not fit together among documents that may each be genuine: dropped, moved, replaced or withheld ones. */
export function verifyChain(chain: Chain): readonly Difference[] {
  return [
    ...inOrder(chain.closes),
    ...latestOfMonths(chain),
    ...statementsNamed(chain),
    ...revisionsFollow(chain.statements),
    ...ledgersKeep(chain),
  ];
}
