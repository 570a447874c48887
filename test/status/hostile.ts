import fc from 'fast-check';
import type { StatusModel } from '../../lib/status/model.ts';
import { AGREEMENT, history, model } from './fixtures.ts';

/** Texts that have broken pages, feeds and calendars before. */
export const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  ']]> & &amp; <![CDATA[ <!-- -->',
  '</style></title></svg></script>',
  'line\r\nBEGIN:VEVENT\r\nSUMMARY:forged\r\nEND:VEVENT',
  'a;b,c\\n\\,d:e"f\tg\u2028h\u0085i',
  'ünï¢ödé 漢字 🟥🟩 \u202Eright to left\u202C'.repeat(4),
  'control \u0000\u0001\u0008\u000B\u000C\u001F\u007F\uFFFE\uFFFF',
  'half \uD83D of a pair \uDC00',
  '../../etc/passwd',
  '{{7*7}} <%= 7 %> %0d%0a #x',
  '__proto__',
  'x'.repeat(190),
];

/** Any text at all, with the known bad ones more often. */
export const anyText = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 30 })
    .map(codes => String.fromCharCode(...codes)),
);

/** A status in which every text that a person may write is this one. */
export function hostile(text: string): StatusModel {
  const agreement = {
    ...AGREEMENT,
    title: text,
    clauses: { 'T-1': text, 'T-2': text },
    components: { web: { title: text }, queue: { title: `2 ${text}` } },
    plans: { basic: { title: text } },
  };
  const entry = { title: text.slice(0, 200), components: ['web'] };
  const down = [['2026-11-19T10:00:00Z', '2026-11-19T11:00:00Z']] as const;
  const histories = [history({ queue: { down } }, { notes: [text], source: text })];
  const found = model(
    histories,
    {
      incidents: [
        {
          ...entry,
          id: 'i1',
          impact: 'outage',
          started: '2026-11-20T16:00:00Z',
          updates: [{ at: '2026-11-20T16:10:00Z', state: 'investigating', text }],
        },
      ],
      maintenance: [
        {
          ...entry,
          id: 'm1',
          kind: text,
          from: '2026-12-01T10:00:00Z',
          until: '2026-12-01T11:00:00Z',
          announced: '2026-11-18T10:00:00Z',
          text,
        },
      ],
    },
    { agreement, host: text, environment: text },
  );
  return found;
}

/** A series of a history may be called anything, and becomes a component where the agreement names none. */
export function hostileSeries(name: string): StatusModel {
  const down = { down: [], unknown: [] };
  const { components: _components, ...agreement } = AGREEMENT;
  return model([history({}, { components: Object.fromEntries([[name, down]]) })], {}, { agreement });
}
