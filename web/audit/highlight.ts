/** Marks what was searched for, where the browser can do so without touching the page. */
export function highlight(words: readonly string[], elements: readonly HTMLElement[]): void {
  if (!('highlights' in CSS)) return;
  const wanted = words.filter(word => word.length > 1);
  const ranges = wanted.length === 0 ? [] : elements.flatMap(element => rangesIn(element, wanted));
  CSS.highlights.set('found', new Highlight(...ranges));
}

function rangesIn(element: HTMLElement, words: readonly string[]): Range[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const word of words) ranges.push(...occurrences(node, word));
  }
  return ranges;
}

function occurrences(node: Node, word: string): Range[] {
  const text = (node.textContent ?? '').toLowerCase();
  const ranges: Range[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    const range = new Range();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    ranges.push(range);
  }
  return ranges;
}
