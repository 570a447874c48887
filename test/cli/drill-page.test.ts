import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drillPage, writeDrillPage } from '../../lib/cli/drill-page.ts';
import { type DrillChanges, drillReport } from '../audit/drill.data.ts';
import { accessibilityProblems, findBrowser, launch } from '../report/browser.ts';

jest.setTimeout(60_000);

const RED: DrillChanges = {
  ok: false,
  reasons: ['lost-setting: multiAz was true and is false'],
  parity: [
    { setting: 'multiAz', source: 'true', restored: 'false', same: false },
    { setting: 'performanceInsightsRetention', source: 'none', restored: 'none', same: true },
  ],
  fault: 'lost-multi-az',
};

const text = (changes?: DrillChanges) => String(drillPage({ report: drillReport(changes) }));

test('it says what was drilled where, each figure, and what was lost in words', () => {
  const page = text(RED);
  expect(page).toContain('on a local machine');
  expect(page).toContain('<b>lost</b>');
  expect(page).toContain('<span class="time">2.00 s</span>');
  expect(page).toContain('lost-multi-az');
});

test('what a report holds is text and never markup', () => {
  const page = text({
    reasons: ['<script>alert(1)</script>'],
    parity: [{ setting: '<b>X', source: '<i>', restored: '', same: false }],
  });
  expect(page).not.toMatch(/<script>|<b>X|<i>/);
});

test('a page that cannot be written is one line', () => {
  expect(() => writeDrillPage('/dev/null/page.html', { report: drillReport() })).toThrow(
    /cannot be written \(/,
  );
});

const executable = findBrowser();
(executable ? test : test.skip)(
  'axe finds nothing and nothing is cut off, wide and on a phone, light and dark',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'covenant-drill-page-'));
    writeFileSync(join(folder, 'red.html'), text(RED));
    writeFileSync(join(folder, 'green.html'), text());
    const browser = await launch(executable ?? '');
    for (const [name, width, colorScheme] of [
      ['red', 390, 'dark'],
      ['red', 1280, 'light'],
      ['green', 390, 'light'],
      ['green', 1280, 'dark'],
    ] as const) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      await page.goto(`file://${join(folder, `${name}.html`)}`);
      await page.evaluate('for (const d of document.querySelectorAll("details")) d.open = true');
      expect([name, width, await accessibilityProblems(page)]).toEqual([name, width, []]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.close();
    }
    await browser.close();
  },
);
