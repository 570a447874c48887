import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { pageStyles } from '../../lib/bundle/styles.ts';
import { writeSite } from '../../lib/cli/status-write.ts';
import { siteOf } from '../../web/status/site.ts';
import { accessibilityProblems, findBrowser, launch } from '../report/browser.ts';
import { at, history, model } from './fixtures.ts';
import { HOSTILE, hostile } from './hostile.ts';

const executable = findBrowser();
const withBrowser = executable ? describe : describe.skip;
if (!executable) process.stderr.write('skipped: no Chromium here; set CHROMIUM to try the page in one\n');

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };

/** Every state, sign and section at once. */
const BUSY = model(
  [
    history(
      {
        web: {
          down: [
            ['2026-10-07T10:00:00Z', '2026-10-07T15:10:00Z'],
            ['2026-11-20T16:00:00Z', '2026-11-20T17:00:00Z'],
          ],
        },
        queue: {
          down: [['2026-10-30T07:00:00Z', '2026-10-30T07:30:00Z']],
          unknown: [
            ['2026-09-10T00:00:00Z', '2026-09-13T06:00:00Z'],
            ['2026-11-20T15:00:00Z', '2026-11-20T17:00:00Z'],
          ],
        },
      },
      {
        exclusions: [
          {
            id: 'm0',
            kind: 'maintenance',
            start: at('2026-10-30T07:00:00Z'),
            end: at('2026-10-30T08:00:00Z'),
            announced: at('2026-10-28T07:00:00Z'),
          },
        ],
      },
    ),
  ],
  {
    incidents: [
      {
        id: 'i1',
        title: 'Pages do not load',
        components: ['web'],
        impact: 'outage',
        started: '2026-11-20T15:58:00Z',
        updates: [{ at: '2026-11-20T16:10:00Z', state: 'investigating', text: 'Looking.' }],
      },
      {
        id: 'i0',
        title: 'Slow',
        impact: 'degraded',
        started: '2026-10-07T09:00:00Z',
        resolved: '2026-10-07T16:00:00Z',
        report: 'https://example.com/r',
      },
    ],
    maintenance: [
      {
        id: 'm1',
        title: 'Move',
        from: '2026-12-01T10:00:00Z',
        until: '2026-12-01T11:00:00Z',
        announced: '2026-11-18T10:00:00Z',
        text: 'Short.',
      },
    ],
  },
);

function published(found: typeof BUSY): string {
  const folder = mkdtempSync(join(tmpdir(), 'covenant-status-'));
  writeSite(folder, siteOf(found, pageStyles('status')));
  return `file://${folder}/index.html`;
}

withBrowser('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch(executable ?? '');
  });
  afterAll(() => browser.close());

  const allowed = new Set<string>();
  async function open(url: string, options: Parameters<Browser['newPage']>[0]) {
    const page = await browser.newPage(options);
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.message));
    page.on('console', message => errors.push(message.text()));
    page.on('dialog', dialog => {
      errors.push(`a dialog: ${dialog.message()}`);
      return dialog.dismiss();
    });
    page.on(
      'request',
      request =>
        !/^data:/.test(request.url()) &&
        !allowed.has(request.url()) &&
        errors.push(`asked for ${request.url()}`),
    );
    allowed.add(url);
    await page.goto(url);
    return { page, errors };
  }

  const url = published(BUSY);
  const SEEN = [
    ['wide, light', { viewport: WIDE, colorScheme: 'light' as const }],
    ['wide, dark', { viewport: WIDE, colorScheme: 'dark' as const }],
    ['phone, light', { viewport: PHONE, colorScheme: 'light' as const }],
    ['phone, dark', { viewport: PHONE, colorScheme: 'dark' as const }],
    ['forced colours', { viewport: WIDE, forcedColors: 'active' as const }],
  ] as const;

  test.each(SEEN)('%s: axe finds nothing, nothing is cut off, nothing is fetched', async (_name, options) => {
    const { page, errors } = await open(url, options);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.evaluate('for (const d of document.querySelectorAll("details")) d.open = true');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(errors).toEqual([]);
    await page.close();
  });

  test('a screen reader gets headings in order, a picture with a name for each component, and the states', async () => {
    const { page } = await open(url, { viewport: WIDE });
    const levels = await page.locator('h1,h2,h3').evaluateAll(found => found.map(({ tagName }) => tagName));
    expect(levels.filter(level => level === 'H1')).toHaveLength(1);
    expect(levels.slice(0, 3)).toEqual(['H1', 'H2', 'H3']);
    const pictures = await page.getByRole('img', { name: /the last 90 days/ }).all();
    expect(pictures).toHaveLength(2);
    expect(await page.getByRole('article', { name: 'Web site' }).textContent()).toContain('Down');
    expect(await page.getByRole('article', { name: 'Queue' }).textContent()).toContain('No data');
    await page.close();
  });

  test('by keyboard alone the first stop skips to the content, and details open', async () => {
    const { page } = await open(url, { viewport: WIDE });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('ul.days').first().isVisible()).toBe(true);
    await page.close();
  });

  test('on paper everything is there, folded or not, dark on white', async () => {
    const { page } = await open(url, { viewport: WIDE, colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('ul.days').first().isVisible()).toBe(true);
    expect(await page.locator('.skip').isVisible()).toBe(false);
    const colours =
      'const { color, backgroundColor } = getComputedStyle(document.body); [color, backgroundColor]';
    expect(await page.evaluate(colours)).toEqual(['rgb(17, 17, 17)', 'rgb(255, 255, 255)']);
    await page.close();
  });

  test('hostile texts do nothing and break nothing', async () => {
    const { page, errors } = await open('about:blank', { viewport: PHONE });
    for (const text of HOSTILE) {
      const place = published(hostile(text));
      allowed.add(place);
      await page.goto(place);
      expect([text, ...errors]).toEqual([text]);
      expect(await page.locator('main script, main img, main iframe').count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
    await page.close();
  });
});
