import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { auditPage } from '../../lib/report/page/page.ts';
import { accessibilityProblems, findBrowser, launch } from './browser.ts';
import { mixed } from './fixtures.ts';

const executable = findBrowser();
const withBrowser = executable ? describe : describe.skip;
if (!executable) process.stderr.write('skipped: no Chromium here; set CHROMIUM to try the page in one\n');

const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

withBrowser('the page in a browser', () => {
  let browser: Browser;
  let url = '';

  beforeAll(async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'covenant-page-')), 'audit.html');
    writeFileSync(file, await auditPage([{ ...mixed(), agreementFile: 'a.yaml', place: 'eu-central-1' }]));
    url = `file://${file}`;
    browser = await launch(executable ?? '');
  });
  afterAll(() => browser.close());

  async function open(options: Parameters<Browser['newPage']>[0] = {}) {
    const page = await browser.newPage({ viewport: WIDE, reducedMotion: 'reduce', ...options });
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.message));
    page.on('console', message => errors.push(message.text()));
    page.on('request', request => request.url() !== url && errors.push(`asked for ${request.url()}`));
    await page.goto(url);
    return { page, errors };
  }

  test.each([
    ['wide, light', { viewport: WIDE, colorScheme: 'light' as const }],
    ['wide, dark', { viewport: WIDE, colorScheme: 'dark' as const }],
    ['phone, light', { viewport: PHONE, colorScheme: 'light' as const }],
    ['phone, dark', { viewport: PHONE, colorScheme: 'dark' as const }],
  ])('%s: axe finds nothing, nothing is cut off, nothing is fetched', async (_name, options) => {
    const { page, errors } = await open(options);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.evaluate('for (const d of document.querySelectorAll("details")) d.open = true');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.locator('a.line').first().click();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(errors).toEqual([]);
    await page.close();
  });

  test('it searches, filters, counts, and can be cleared', async () => {
    const { page } = await open();
    const shown = () => page.locator('article.clause:visible').count();
    const said = () => page.locator('output').textContent();
    expect(await shown()).toBe(5);
    await page.keyboard.press('/');
    await page.keyboard.type('backed zone');
    expect([await shown(), await said()]).toEqual([0, '0 of 5 clauses']);
    await page.locator('.none button').click();
    expect(await shown()).toBe(5);
    for (const status of ['unknown', 'not-enforced', 'not-applicable']) {
      await page.locator(`input[value=${status}]`).uncheck({ force: true });
    }
    expect([await shown(), await said()]).toEqual([1, '1 of 5 clauses']);
    await page.locator('button[type=reset]').click();
    await page.locator('select[name=promise]').selectOption('databases');
    expect(await page.locator('article.clause:visible h4').allTextContents()).toEqual([
      expect.stringContaining('S-3'),
    ]);
    await page.close();
  });

  test('a link opens the line of the template beside the text, and Escape goes back', async () => {
    const { page } = await open();
    await page.locator('.place.broken a.line').click();
    expect(await page.locator('dialog .here').textContent()).toContain('"DeleteAfterDays": 6');
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').isVisible()).toBe(false);
    await page.close();
  });

  test('without scripts it is a plain page with everything on it', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('article.clause:visible').count()).toBe(5);
    expect(await page.locator('form').isVisible()).toBe(false);
    await page.locator('.place.broken a.line').click();
    expect(await page.locator('li:target').textContent()).toContain('"DeleteAfterDays": 6');
    await page.close();
  });
});
