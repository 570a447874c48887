import { wantedLines } from '../../lib/report/page/excerpts.ts';
import { auditPage } from '../../lib/report/page/page.ts';
import { mixed } from './fixtures.ts';

const audited = () => ({ ...mixed(), agreementFile: 'agreements/small.yaml', place: 'eu-central-1' });

let page = '';
beforeAll(async () => {
  page = await auditPage([audited()], { auditedAt: '2026-01-01 00:00 UTC' });
});

const ids = () => new Set([...page.matchAll(/\sid="([^"]+)"/g)].map(match => match[1]));

test('the page needs no network', () => {
  const markup = page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<script>[\s\S]*?<\/script>/, '');
  expect(markup).not.toMatch(/(?:src|href|action)="(?!#)/);
  expect(page).toMatch(
    /Content-Security-Policy" content="default-src &#39;none&#39;|Content-Security-Policy" content="default-src 'none'/,
  );
  expect(page.match(/<style>[\s\S]*?<\/style>/)?.[0]).not.toMatch(/url\((?!["']?data:)/);
});

test('every link leads somewhere, and no anchor is there twice', () => {
  const all = [...page.matchAll(/\sid="([^"]+)"/g)].map(match => match[1]);
  expect(all.length).toBe(new Set(all).size);
  const links = [...page.matchAll(/\shref="#([^"]+)"/g)].map(match => match[1]);
  expect(links.filter(link => !ids().has(link))).toEqual([]);
});

test('a clause leads to its line of the template, which shows the value', () => {
  expect(page).toContain('href="#small--test-data-template-json-L32"');
  expect(page).toMatch(/<li id="small--test-data-template-json-L32">[^\n]*"DeleteAfterDays": 6/);
});

test('what was written in an agreement or template is text, never markup', () => {
  expect(page).toContain('Terms are &lt;i&gt;tightened&lt;/i&gt;, never loosened.');
  expect(page).not.toContain('<i>tightened');
});

test('each status is said in words', () => {
  for (const word of ['broken', 'unknown', 'not enforced', 'not applicable']) {
    expect(page).toMatch(new RegExp(`class="badge [a-z-]+">(?:<svg[^>]*><use[^>]*/></svg>)${word}</span>`));
  }
  expect(page).toContain('1 clause is broken. 0 of 5 clauses are proven kept.');
});

test('it tells the choices, the unclaimed resources and the date', () => {
  expect(page).toContain('days of Berlin');
  expect(page).toContain('3 reliability resources, 1 serves no clause');
  expect(page).toContain('Audited 2026-01-01 00:00 UTC.');
});

test('a long resource is shown by its head and around what is named', () => {
  expect(wantedLines(10, 20, new Set([10]))).toEqual([[10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]]);
  const runs = wantedLines(1, 1000, new Set([1, 500]));
  expect(runs.map(run => [run[0], run.at(-1)])).toEqual([
    [1, 9],
    [492, 508],
  ]);
});
