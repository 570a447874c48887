import fc from 'fast-check';
import { pageStyles } from '../../lib/bundle/styles.ts';
import { page } from '../../web/status/page.ts';
import { siteOf } from '../../web/status/site.ts';
import { at, FROM, history, model, NOW } from './fixtures.ts';
import { anyText, hostile } from './hostile.ts';

const CSS = pageStyles('status');
const LARGEST_PAGE = 100 * 1024;

/** The text that a reader gets, in order, without the markup. */
function textOf(html: string): string {
  return html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

test('the same input gives the same bytes, in whatever order it was written down', () => {
  const make = () =>
    siteOf(model([history({ web: { down: [['2026-11-10T10:00:00Z', '2026-11-10T11:00:00Z']] } })]), CSS);
  expect(make()).toEqual(make());
});

test('states, incidents and uptime are said in words', () => {
  const found = model(
    [
      history({
        web: { down: [['2026-11-20T16:00:00Z', '2026-11-20T17:00:00Z']] },
        queue: { unknown: [['2026-10-10T04:00:00Z', '2026-10-12T04:00:00Z']] },
      }),
    ],
    {
      incidents: [
        {
          id: 'i1',
          title: 'Pages do not load',
          components: ['web'],
          impact: 'outage',
          started: '2026-11-20T15:58:00Z',
        },
      ],
    },
  );
  const text = textOf(page(found, CSS));
  expect(text).toContain('1 component is down: Web site');
  expect(text).toContain('Still open, for 1 h 2 min so far');
  expect(text).toContain('Measured downtime: Web site 1 h');
  expect(text).toContain('In the last 90 days: 89 up, 1 with downtime.');
  expect(text).toContain('In the last 90 days: 88 up, 2 without data.');
  expect(text).toContain('20 November 2026: down for 1 h');
  expect(text).toContain('10 October 2026 to 11 October 2026 (2 days): no data');
  expect(text).toContain('99.5 % uptime a month is promised (T-1).');
  expect(text).toContain('Not counted: maintenance announced at least 24 h before (T-2).');
  expect(text).toContain('Downtime counts when it lasts longer than 5 min');
});

test('an uptime is cut off, never rounded up: 99.99999 % is not 100 %', () => {
  const second = history({ web: { down: [['2026-10-10T10:00:00Z', '2026-10-10T10:05:01Z']] } });
  expect(textOf(page(model([second]), CSS))).toContain('99.9887 % 5 min 1 s down');
});

describe('one page', () => {
  test('is under 100 KB, even with an outage on every day of four components', () => {
    const times = Array.from({ length: 170 }, (_, day) => {
      const start = FROM + day * 86_400 + 7200;
      return [new Date(start * 1000).toISOString(), new Date((start + 1000) * 1000).toISOString()] as const;
    });
    const bad = {
      down: times,
      unknown: times.map(([start]) => [new Date(at(start) * 1000 - 3_600_000).toISOString(), start] as const),
    };
    const { components } = history({ web: bad, queue: bad, third: bad, fourth: bad });
    const size = Buffer.byteLength(page(model([history({}, { components })]), CSS));
    expect(size).toBeLessThan(LARGEST_PAGE);
  });

  test('asks for nothing and runs nothing', () => {
    const html = page(model(), CSS);
    expect(html).not.toMatch(/<script|<iframe|<img|@import|url\(|\son\w+=/i);
    expect(html).toContain('content="default-src &#39;none&#39;');
    const links = [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link);
    expect(links.filter(link => !/^(#|data:,|[a-z]+\.(xml|json|ics)$)/.test(link ?? ''))).toEqual([]);
  });

  test('has every id once, and every label points at one', () => {
    const html = page(hostile('x'), CSS);
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of html.matchAll(/aria-labelledby="([^"]*)"/g)) expect(ids).toContain(id);
  });
});

test('no text of a person becomes markup', () => {
  const tags = (html: string) => [...html.matchAll(/<\/?[a-z][a-z0-9]*/gi)].map(([tag]) => tag).join('');
  const plain = tags(page(hostile('plain'), CSS));
  fc.assert(
    fc.property(anyText, text => {
      const html = page(hostile(text), CSS);
      expect(tags(html.replace(/<style>.*?<\/style>/s, '<style></style>'))).toBe(
        plain.replace(/<style.*?<\/style/s, '<style</style'),
      );
    }),
    { numRuns: 60 },
  );
});

test('the past is only as long as it is: nothing is later than the page', () => {
  const html = page(model(), CSS);
  const times = [...html.matchAll(/datetime="([^"]*)"/g)].map(([, time]) => at(time ?? ''));
  expect(times.every(time => time <= NOW)).toBe(true);
});
