import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { JsonPath } from '../promises/evidence.ts';

interface Indexed {
  readonly tree: Node | undefined;
  /** Where each line starts. */
  readonly starts: readonly number[];
}

/** Finds the line of a JSON path. A template is only parsed for positions when somebody asks. */
export class LineIndex {
  private readonly texts: ReadonlyMap<string, string>;
  private readonly parsed = new Map<string, Indexed>();

  constructor(texts: ReadonlyMap<string, string>) {
    this.texts = texts;
  }

  /** The line, from 1, of the path or of the nearest part of it that exists; 1 when the template is unknown. */
  lineOf(template: string, path: JsonPath): number {
    const index = this.indexOf(template);
    if (!index?.tree) return 1;
    return lineAt(index.starts, offsetOf(index.tree, path));
  }

  /** The first and the last line, from 1, of what a path holds. */
  spanOf(template: string, path: JsonPath): readonly [first: number, last: number] {
    const index = this.indexOf(template);
    const node = index?.tree && findNodeAtLocation(index.tree, [...path]);
    if (!index || !node) return [1, 1];
    return [this.lineOf(template, path), lineAt(index.starts, node.offset + node.length)];
  }

  private indexOf(template: string): Indexed | undefined {
    const known = this.parsed.get(template);
    const text = this.texts.get(template);
    if (known || text === undefined) return known;
    const made = { tree: parseTree(text), starts: lineStarts(text) };
    this.parsed.set(template, made);
    return made;
  }
}

function offsetOf(tree: Node, path: JsonPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    // A value sits inside its property; the reader wants the line of the key.
    if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
  return tree.offset;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
