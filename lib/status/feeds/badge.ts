import type { ComponentView, State } from '../components.ts';
import { STATE_WORDS } from '../words.ts';
import { xml } from '../xml.ts';

/** Backgrounds on which white text has a contrast of at least 4.5 to 1 (WCAG 1.4.3). */
const COLOURS: Readonly<Record<State, string>> = {
  up: '#1a7f4b',
  degraded: '#8a5300',
  maintenance: '#0172ad',
  down: '#b3261e',
  unknown: '#646b79',
};
const LONGEST = 40;
const PADDING = 12;

/** A component's state as an SVG badge; the state is written in words. */
export function badge({ title, state }: Pick<ComponentView, 'title' | 'state'>): string {
  const [label, word] = [shortened(title), STATE_WORDS[state].toLowerCase()];
  const [left, right] = [widthOf(label), widthOf(word)];
  const width = left + right;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20" role="img" aria-label="${xml(`${title}: ${word}`)}">
<title>${xml(`${title}: ${word}`)}</title>
<clipPath id="r"><rect width="${width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><path fill="#3b4048" d="M0 0h${left}v20H0z"/><path fill="${COLOURS[state]}" d="M${left} 0h${right}v20H${left}z"/></g>
<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" text-anchor="middle">
<text x="${left / 2}" y="14" textLength="${left - PADDING}" lengthAdjust="spacingAndGlyphs">${xml(label)}</text>
<text x="${left + right / 2}" y="14" textLength="${right - PADDING}" lengthAdjust="spacingAndGlyphs">${xml(word)}</text>
</g>
</svg>
`;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join('')}…`;
}

/** About what 11 px Verdana needs; `textLength` makes it fit where the font is another. */
function widthOf(text: string): number {
  const widths = [...text].map(character =>
    /[ijlI.,:;'|! ]/.test(character) ? 4.5 : /[mwMW]/.test(character) ? 10 : character > '\u2e7f' ? 12 : 7,
  );
  return Math.round(widths.reduce((sum, width) => sum + width, 0)) + PADDING;
}
