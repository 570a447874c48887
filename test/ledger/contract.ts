/** One promise that every store of a kind keeps; proven on a store that nobody else uses. No test framework in here. */
export interface Kept<Store> {
  readonly says: string;
  readonly holds: (open: () => Store | Promise<Store>) => Promise<void>;
}

/** Compared as JSON, in which ledgers keep the order of their keys; told shortly, because some are megabytes. */
export function same(found: unknown, expected: unknown): void {
  const [is, shall] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== shall) throw new Error(`found ${is?.slice(0, 300)}, expected ${shall?.slice(0, 300)}`);
}

/** A test for each promise of a contract, against one store. */
export function keepsContract<Store>(
  name: string,
  contract: readonly Kept<Store>[],
  open: () => Store | Promise<Store>,
): void {
  describe(name, () => {
    test.each(contract.map(({ says, holds }) => [says, holds] as const))('%s', (_, holds) => holds(open));
  });
}
