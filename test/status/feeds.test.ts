import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { atom } from '../../lib/status/feeds/atom.ts';
import { badge } from '../../lib/status/feeds/badge.ts';
import { plainName, tagUri } from '../../lib/status/feeds/entries.ts';
import { jsonFeed } from '../../lib/status/feeds/json-feed.ts';
import type { StatusModel } from '../../lib/status/model.ts';
import { legal } from '../../lib/status/xml.ts';
import { siteOf } from '../../web/status/site.ts';
import { history, model } from './fixtures.ts';
import { anyText, HOSTILE, hostile, hostileSeries } from './hostile.ts';

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  trimValues: false,
  isArray: name => name === 'entry',
});
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function feedOf(text: string) {
  expect(XMLValidator.validate(text)).toBe(true);
  return parser.parse(text).feed;
}

const OUTAGE = [['2026-11-19T10:00:00Z', '2026-11-19T11:00:00Z']] as const;
const INCIDENT = {
  id: 'i1',
  title: 'Pages do not load',
  components: ['web'],
  impact: 'outage' as const,
  started: '2026-11-20T16:00:00Z',
  updates: [{ at: '2026-11-20T16:10:00Z', state: 'identified' as const, text: 'A disk is full.' }],
};
const NOTICES = { incidents: [INCIDENT] };
const FULL = model([history({ queue: { down: OUTAGE } })], NOTICES);

describe('Atom (RFC 4287)', () => {
  test('has every element that a feed and an entry must have, each once', () => {
    const feed = feedOf(atom(FULL));
    expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom');
    expect(feed.id).toBe('tag:status.example.com,2026-01-01:status');
    expect(feed.title).toBe('Status of Two parts · test');
    expect(feed.author.name).toBe('status.example.com');
    expect(feed.updated).toMatch(RFC3339);
    expect(feed.link.map((link: Record<string, string>) => link['@_rel'])).toEqual(['self', 'alternate']);
    for (const entry of feed.entry) {
      expect(typeof entry.id).toBe('string');
      expect(typeof entry.title['#text']).toBe('string');
      expect([entry.updated, entry.published].every((time: string) => RFC3339.test(time))).toBe(true);
      expect(entry.content['@_type']).toBe('text');
    }
    expect(new Set(feed.entry.map(({ id }: { id: string }) => id)).size).toBe(feed.entry.length);
  });

  test('is newest first, and its updated is that of the newest entry', () => {
    const feed = feedOf(atom(FULL));
    const times = feed.entry.map(({ updated }: { updated: string }) => updated);
    expect(times).toEqual(['2026-11-20T16:10:00Z', '2026-11-19T11:00:00Z']);
    expect(feed.updated).toBe(times[0]);
    expect(feed.entry[0].content['#text']).toContain('Cause identified: A disk is full.');
  });

  test('an id stays when the title, the state and the address change', () => {
    const later = model([history()], {
      incidents: [{ ...INCIDENT, title: 'Other', resolved: '2026-11-20T16:30:00Z' }],
    });
    const idOf = (found: StatusModel, address?: string) => feedOf(atom(found, address)).entry[0].id;
    expect(idOf(later, 'https://elsewhere.example.com/')).toBe(idOf(FULL));
  });

  test('without an entry it is still a feed', () => {
    expect(feedOf(atom(model())).updated).toMatch(RFC3339);
  });
});

describe('JSON Feed 1.1', () => {
  test('has what the version asks, and addresses only where one is known', () => {
    const feed = JSON.parse(jsonFeed(FULL));
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
    expect(feed).not.toHaveProperty('feed_url');
    expect(feed.items).toHaveLength(2);
    for (const item of feed.items) {
      expect(typeof item.id).toBe('string');
      expect(typeof item.content_text).toBe('string');
      expect([item.date_published, item.date_modified].every((time: string) => RFC3339.test(time))).toBe(
        true,
      );
      expect(item).not.toHaveProperty('url');
    }
    const placed = JSON.parse(jsonFeed(FULL, 'https://status.example.com/'));
    expect(placed.feed_url).toBe('https://status.example.com/feed.json');
    expect(placed.items[0].url).toBe('https://status.example.com/index.html#incident-i1');
  });

  test('says the same as the Atom feed', () => {
    const ids = feedOf(atom(FULL)).entry.map(({ id }: { id: string }) => id);
    expect(JSON.parse(jsonFeed(FULL)).items.map(({ id }: { id: string }) => id)).toEqual(ids);
  });
});

describe('badges', () => {
  test.each(['up', 'degraded', 'maintenance', 'down', 'unknown'] as const)(
    '%s is written in words',
    state => {
      const text = badge({ title: 'Web site', state });
      expect(XMLValidator.validate(text)).toBe(true);
      const word = {
        up: 'up',
        degraded: 'degraded',
        maintenance: 'in maintenance',
        down: 'down',
        unknown: 'no data',
      }[state];
      const svg = parser.parse(text).svg;
      expect(svg.title).toBe(`Web site: ${word}`);
      expect(svg['@_aria-label']).toBe(`Web site: ${word}`);
      expect(svg.g[1].text.map((part: Record<string, string>) => part['#text'])).toEqual(['Web site', word]);
    },
  );

  test('a long name is cut for the eye, not for a screen reader', () => {
    const svg = parser.parse(badge({ title: 'n'.repeat(100), state: 'up' })).svg;
    expect(svg.title).toBe(`${'n'.repeat(100)}: up`);
    expect(Number(svg['@_width'])).toBeLessThan(400);
  });
});

describe('hostile texts', () => {
  test.each(HOSTILE.map(text => [JSON.stringify(text).slice(0, 60), text]))(
    '%s stays text in XML',
    (_name, text) => {
      const found = hostile(text);
      const feed = feedOf(atom(found));
      const titles = feed.entry.map(({ title }: { title: Record<string, string> }) => title['#text']);
      expect(
        titles.some((title: string) => title.startsWith(legal(text).slice(0, 200).replace(/\r\n?/g, '\n'))),
      ).toBe(true);
      for (const { text: svg } of siteOf(found, '').filter(({ path }) => path.endsWith('.svg'))) {
        expect(XMLValidator.validate(svg)).toBe(true);
        expect(svg).not.toMatch(/<script|<img|<!\[CDATA/);
      }
    },
  );

  test('any text at all leaves every file well-formed, and file names plain', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const file of [...siteOf(hostile(text), ''), ...siteOf(hostileSeries(text), '')]) {
          expect(file.path).toMatch(/^(badges\/)?[A-Za-z0-9_-]+\.[a-z]+$/);
          expect(file.text.isWellFormed()).toBe(true);
          if (/\.(xml|svg)$/.test(file.path)) expect(XMLValidator.validate(file.text)).toBe(true);
          if (file.path.endsWith('.json')) JSON.parse(file.text);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no file may carry.
          expect(file.text).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('names that differ have ids and file names that differ', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (a, b) => {
        if (a === b) return;
        expect(plainName(a)).not.toBe(plainName(b));
      }),
    );
    expect(tagUri('Exa mple', '2026-01-01', 'a/b c')).toBe('tag:exa-mple,2026-01-01:a/b%20c');
  });
});
