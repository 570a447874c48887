import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHistory, type ReadOptions, readHistory } from '../../lib/history/index.ts';
import { instantOf } from '../../lib/promises/availability/month.ts';
import { lengthOf, spansOf } from '../../lib/promises/availability/spans.ts';
import { ROOT } from '../../lib/root.ts';

const FOLDER = join(ROOT, 'test/data/outage-history');
const at = instantOf;
const parse = (text: string, options: ReadOptions = {}) => parseHistory('history', text, options);
const minute = (n: number) => at('2026-10-07T10:00:00Z') + n * 60;

describe('Upptime', () => {
  test('a summary: minutes per day, nothing outside of it is up', () => {
    const history = readHistory(join(FOLDER, 'upptime-summary.json'));
    expect(history.source).toBe('upptime-summary');
    expect(Object.keys(history.components)).toHaveLength(10);
    expect(lengthOf(history.components['electisec-main-site']?.down ?? []) / 60).toBe(106);
    expect([history.from, history.until]).toEqual([at('2025-05-18T00:00:00Z'), at('2025-08-13T00:47:00Z')]);
    expect(history.notes.join()).toMatch(/one run from midnight/);
  });

  test('checks: long gaps are unknown, and how long a check speaks for can be said', () => {
    const text = readFileSync(join(FOLDER, 'upptime-checks.tsv'), 'utf8');
    const unknownWith = (maxGap: number) => {
      const history = parse(text, { maxGap });
      return lengthOf(history.components['Electisec Main Site']?.unknown ?? []);
    };
    expect(unknownWith(900)).toBeGreaterThan(unknownWith(7200));
    expect(unknownWith(7200)).toBeGreaterThan(0);
  });

  test('a failed check holds until the next one, at most the gap', () => {
    const text =
      '2026-10-07T10:00:00Z\t🟥 site is down (0)\n2026-10-07T10:06:00Z\t🟩 site is up (200)\n2026-10-07T12:00:00Z\t🟥 site is down\n';
    const { components } = parse(text, { maxGap: 600 });
    expect(components.site).toEqual({
      down: spansOf([
        [minute(0), minute(6)],
        [minute(120), minute(130)],
      ]),
      unknown: spansOf([[minute(16), minute(120)]]),
    });
  });

  test('the order of the lines does not matter', () => {
    const lines = readFileSync(join(FOLDER, 'upptime-checks.tsv'), 'utf8').trim().split('\n');
    expect(parse(lines.toReversed().join('\n')).components['yacademy.dev']).toEqual(
      parse(lines.join('\n')).components['yacademy.dev'],
    );
  });
});

describe('metrics', () => {
  const times = [0, 1, 2, 4, 5].map(minute);

  test('CloudWatch: points cover their period, in any order, as text or numbers; a missing point is unknown', () => {
    const values = [1, 0, 0, 1, 0];
    const answer = (stamps: readonly unknown[], order: readonly number[]) =>
      JSON.stringify({
        MetricDataResults: [
          {
            Id: 'm1',
            Label: 'api',
            Timestamps: order.map(i => stamps[i]),
            Values: order.map(i => values[i]),
          },
        ],
      });
    const expected = {
      down: spansOf([
        [minute(1), minute(3)],
        [minute(5), minute(6)],
      ]),
      unknown: spansOf([[minute(3), minute(4)]]),
    };
    const iso = times.map(time => new Date(time * 1000).toISOString());
    expect(parse(answer(times, [0, 1, 2, 3, 4])).components.api).toEqual(expected);
    expect(parse(answer(iso, [4, 3, 2, 1, 0])).components.api).toEqual(expected);
    expect(
      parse(
        answer(
          times.map(time => time * 1000),
          [2, 0, 4, 1, 3],
        ),
      ).components.api,
    ).toEqual(expected);
  });

  test('CloudWatch: pages of one metric are one series, and a point read twice changes nothing', () => {
    const page = (stamps: readonly number[]) => ({
      Label: 'api',
      Timestamps: stamps,
      Values: stamps.map(() => 0),
    });
    const twice = JSON.stringify({
      MetricDataResults: [page(times.slice(0, 3)), page(times.slice(2)), page(times)],
    });
    const once = JSON.stringify({ MetricDataResults: [page(times)] });
    expect(parse(twice).components.api).toEqual(parse(once).components.api);
  });

  test('CloudWatch: a count of errors is down above, not below', () => {
    const text = JSON.stringify({
      MetricDataResults: [{ Label: '5xx', Timestamps: [minute(0), minute(1)], Values: [0, 7] }],
    });
    expect(parse(text, { downWhen: { below: 1, above: 3 } }).components['5xx']?.down).toEqual([
      minute(1),
      minute(2),
    ]);
  });

  test('Prometheus: a range result, series told apart by the label that differs', () => {
    const series = (instance: string, states: readonly string[]) => ({
      metric: { __name__: 'up', job: 'api', instance },
      values: states.map((state, i) => [minute(i), state]),
    });
    const text = JSON.stringify({
      status: 'success',
      data: { resultType: 'matrix', result: [series('a', ['1', '0', '1']), series('b', ['1', '1', '1'])] },
    });
    const { components, source } = parse(text);
    expect(source).toBe('prometheus');
    expect(components.a?.down).toEqual([minute(1), minute(2)]);
    expect(components.b).toEqual({ down: [], unknown: [] });
  });
});

describe('CSV and our own JSON', () => {
  test('outages, time without data, an exclusion and one that is still open', () => {
    const text = [
      'component,state,start,end,id,announced,notice',
      'api,down,2026-10-07T10:00:00Z,2026-10-07T10:10:00Z,,,',
      'api,unknown,2026-10-07T10:20:00Z,2026-10-07T10:30:00Z,,,',
      'api,down,2026-10-07T11:00:00Z,,,,',
      'api,maintenance,2026-10-07T10:05:00Z,2026-10-07T10:10:00Z,"m, 1",2026-10-01T00:00:00Z,24h',
      '*,covered,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,,,',
    ].join('\n');
    const history = parse(text, { asOf: minute(75) });
    expect(history.components.api).toEqual({
      down: [minute(0), minute(10), minute(60), minute(75)],
      unknown: [minute(20), minute(30)],
    });
    expect(history.exclusions).toMatchObject([
      { id: 'm, 1', kind: 'maintenance', requiredNotice: 86_400, components: ['api'] },
    ]);
    expect(history.from).toBe(at('2026-10-01T00:00:00Z'));
  });

  test('single looks', () => {
    const text = `time;component;state\n${minute(0)};api;up\n${minute(5)};api;down\n${minute(10)};api;up\n`;
    expect(parse(text, { maxGap: 300 }).components.api?.down).toEqual([minute(5), minute(10)]);
  });

  test('our own JSON, with an outage that is still open', () => {
    const text = JSON.stringify({
      from: minute(0),
      until: minute(60),
      components: { api: { down: [[minute(50), null]] } },
    });
    expect(parse(text).components.api?.down).toEqual([minute(50), minute(60)]);
    expect(parse(text, { asOf: minute(55) }).components.api?.down).toEqual([minute(50), minute(55)]);
  });
});

describe('bad files: one line that names the file', () => {
  test.each([
    ['not JSON', '{"a":'],
    ['none of the formats', 'hello\nworld'],
    ['JSON of something else', '{"a": 1}'],
    ['a summary without days', '[{"slug":"a","dailyMinutesDown":{}}]'],
    ['a day that is none', '[{"slug":"a","dailyMinutesDown":{"2025-02-30":5}}]'],
    ['too many minutes', '[{"slug":"a","dailyMinutesDown":{"2025-02-03":1500}}]'],
    ['a time without its zone', 'component,start,end\na,2026-10-07 10:00,2026-10-07T11:00:00Z'],
    ['an end before its start', 'component,start,end\na,2026-10-07T12:00:00Z,2026-10-07T11:00:00Z'],
    ['an unknown state', 'component,state,start,end\na,sleepy,2026-10-07T10:00:00Z,2026-10-07T11:00:00Z'],
    ['times without values', '{"MetricDataResults":[{"Label":"a","Timestamps":[1],"Values":[]}]}'],
    ['no point at all', '{"MetricDataResults":[{"Label":"a","Timestamps":[],"Values":[]}]}'],
    ['an instant query', '{"data":{"result":[{"metric":{},"value":[1,"1"]}]}}'],
    ['a line of a log that is no check', '2026-10-07T10:00:00Z\tsite is up\nnonsense'],
  ])('%s', (_name, text) => {
    expect(() => parse(text)).toThrow(/^history(:\d+)?: [^\n]+$/);
  });
});
