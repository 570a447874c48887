import { auditText } from '../../lib/report/text.ts';
import { wrap } from '../../lib/report/wrap.ts';
import { fine, mixed } from './fixtures.ts';

const plain = (width: number) => ({
  width,
  folder: 'cdk.out',
  paint: (_status: unknown, text: string) => text,
});

test.each([80, 160])('every line fits a terminal of %i columns', width => {
  const lines = auditText(mixed().result, plain(width)).split('\n');
  expect(lines.filter(line => line.length > width)).toEqual([]);
});

test('a broken clause says where, what was promised and what was found', () => {
  const text = auditText(mixed().result, plain(160));
  expect(text).toContain('1 broken');
  expect(text).toMatch(/S-1 +✘ broken/);
  expect(text.replace(/\s+/g, ' ')).toContain(
    'test-data.template.json:32 FullPlan Properties.BackupPlan.BackupPlanRule[0].Lifecycle.DeleteAfterDays: expected 7, found 6 (backups/retention, plan full)',
  );
});

test('a kept clause names its evidence, and the resources that serve none are listed', () => {
  expect(auditText(fine().result, plain(160))).toContain('test-data.template.json:11 and 1 more');
  expect(auditText(mixed().result, plain(160))).toContain('1 of 3 reliability resources serve no clause:');
});

test('only the status is painted', () => {
  const text = auditText(fine().result, { ...plain(80), paint: (status, shown) => `<${status}:${shown}>` });
  expect(text).toContain('<kept:✔ kept>');
});

test('a word longer than the line is cut, and nothing is lost', () => {
  expect(wrap('a abcdefgh b', 4)).toEqual(['a', 'abcd', 'efgh', 'b']);
});
