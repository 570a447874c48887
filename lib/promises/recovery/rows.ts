/** What must be in a table: a fingerprint of each row by its key. */
export type Rows = ReadonlyMap<string, string>;

export interface RowCounts {
  readonly expected: number;
  readonly restored: number;
  readonly missing: number;
  readonly extra: number;
  readonly changed: number;
}

export const NO_ROWS: RowCounts = { expected: 0, restored: 0, missing: 0, extra: 0, changed: 0 };

/** Compares what a table should hold with what it holds, row by row. */
export function compareRows(expected: Rows, restored: Rows): RowCounts {
  let [missing, changed, extra] = [0, 0, 0];
  for (const [key, fingerprint] of expected) {
    const found = restored.get(key);
    if (found === undefined) missing += 1;
    else if (found !== fingerprint) changed += 1;
  }
  for (const key of restored.keys()) if (!expected.has(key)) extra += 1;
  return { expected: expected.size, restored: restored.size, missing, extra, changed };
}

export function addRows(a: RowCounts, b: RowCounts): RowCounts {
  return {
    expected: a.expected + b.expected,
    restored: a.restored + b.restored,
    missing: a.missing + b.missing,
    extra: a.extra + b.extra,
    changed: a.changed + b.changed,
  };
}
