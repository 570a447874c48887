/** One line of a notice: what was said, when and by whom. Lines are added; none is ever changed or taken away. */
export interface Line<Said> {
  readonly id: string;
  /** 1 for the line that began it. */
  readonly sequence: number;
  /** When it was written, in epoch seconds, by the clock of whoever keeps the log and never by the caller's. */
  readonly at: number;
  readonly by: string;
  readonly said: Said;
}

/** What somebody asks to be written could not be, and why; for the person who asked. */
export interface Refusal {
  readonly refused: string;
}

export function isRefusal<T extends object>(value: T | Refusal): value is Refusal {
  return 'refused' in value;
}

/** The lines of each notice in their order, by its id. */
export function byNotice<Said>(lines: readonly Line<Said>[]): ReadonlyMap<string, readonly Line<Said>[]> {
  const notices = new Map<string, Line<Said>[]>();
  for (const line of lines) notices.set(line.id, [...(notices.get(line.id) ?? []), line]);
  for (const own of notices.values()) own.sort((a, b) => a.sequence - b.sequence);
  return notices;
}

/** The line that comes next in a notice. */
export function nextLine<Said>(
  lines: readonly Line<Said>[],
  wanted: Pick<Line<Said>, 'id' | 'at' | 'by' | 'said'>,
): Line<Said> {
  const last = Math.max(0, ...lines.filter(({ id }) => id === wanted.id).map(({ sequence }) => sequence));
  return { ...wanted, sequence: last + 1 };
}
