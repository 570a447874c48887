import { stripVTControlCharacters } from 'node:util';
import { measureSteps, stepsJson, stepsText } from '../../lib/cli/measure-steps.ts';
import { parseEvents } from '../../lib/history/index.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';
import { termsWith } from '../promises/fixture.data.ts';

const event = (subject: string, name: string, at: string) => ({ tenant: 'oak', subject, event: name, at });
const seen = [
  event('a', 'begun', '2026-10-07T10:00:00Z'),
  event('a', 'ended', '2026-10-07T10:00:29.999Z'),
  event('b', 'begun', '2026-10-08T10:00:00+02:00'),
];
const steps = {
  fast: { from: 'begun', to: 'ended', within: '30s', exactly: 'late' },
  never: { from: 'due', to: 'done', within: '1h' },
} as const;
const promised = termsWith({ performance: { clause: 'T-1', steps } }).performance?.steps ?? {};
const october = [instantOf('2026-10-01T00:00:00Z'), instantOf('2026-11-01T00:00:00Z')] as const;

test('a list, an object with a list, one to a line, and the envelopes of EventBridge are the same', () => {
  const expected = parseEvents('events', JSON.stringify(seen));
  expect(expected).toHaveLength(3);
  const lines = seen.map(each => JSON.stringify(each)).join('\n');
  const wrapped = seen.map(detail => JSON.stringify({ 'detail-type': 'covenant step', detail })).join('\r\n');
  for (const text of [JSON.stringify({ events: seen }), lines, `${lines}\n\n`, wrapped]) {
    expect(parseEvents('events', text)).toEqual(expected);
  }
});

test.each([
  ['no JSON', 'hello'],
  ['a line that is none', `${JSON.stringify(seen[0])}\n{"tenant":}`],
  ['a time without its offset', JSON.stringify([{ ...seen[0], at: '2026-10-07T10:00:00' }])],
  ['something else', '[1]'],
])('%s: one line that names the file', (_name, text) => {
  expect(() => parseEvents('events', text)).toThrow(/^events(:\d+)?: [^\n]+$/);
});

test('worst, percentiles, late and open ones of each tenant, in seconds', () => {
  const [oak, ...others] = measureSteps(promised, parseEvents('events', JSON.stringify(seen)), october);
  expect(others).toEqual([]);
  if (!oak) throw new Error('no tenant');
  expect(stepsJson(oak).steps).toMatchObject([
    { step: 'fast', withinSeconds: 30, count: 2, open: 1, late: 1, p50Seconds: 29.999, kept: false },
    { step: 'never', count: 0, worstSeconds: null, kept: null },
  ]);
  const text = stripVTControlCharacters(stepsText(oak));
  expect(text).toMatch(/fast +< 30s .* 30\.0 s +2 +1 +1 {2}not kept/);
  expect(text).toMatch(/never .* did not happen/);
});
