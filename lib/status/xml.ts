const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Replaces what no XML document may contain, even escaped: control characters and halves of surrogate pairs. */
export function legal(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}

/** A text for XML content or a quoted attribute. */
export function xml(text: string): string {
  return legal(text).replace(/[&<>"']/g, character => ENTITIES[character] ?? character);
}
