/** Breaks a text into lines of at most `width` columns; a word longer than that is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap(part => pieces(part, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  return [word.slice(0, width), ...pieces(word.slice(width), width)];
}

/** Sets cells side by side, each wrapped to its own width, two spaces between. */
export function columns(cells: readonly (readonly [text: string, width: number])[]): string[] {
  const wrapped = cells.map(([text, width]) => wrap(text, width));
  const height = Math.max(...wrapped.map(lines => lines.length));
  return Array.from({ length: height }, (_row, row) =>
    cells
      .map(([, width], column) => (wrapped[column]?.[row] ?? '').padEnd(width))
      .join('  ')
      .trimEnd(),
  );
}
