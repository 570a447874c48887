import * as fc from 'fast-check';
import { fromText, parseHistory } from '../../lib/history/read.ts';
import { scanCloudWatch } from '../../lib/history/scan.ts';

/** What a reader makes of a text: its history, or the one line it refuses it with. */
function outcome(read: () => unknown): unknown {
  try {
    return { history: read() };
  } catch (cause) {
    return { refused: cause instanceof Error ? cause.message : cause };
  }
}

function same(text: string): void {
  const quick = outcome(() => parseHistory('export', text));
  expect(quick).toEqual(outcome(() => fromText('export', text, {})));
}

const START = 1_789_999_980;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

/** Times as tools write them: the SDK's JSON, the AWS CLI, epoch numbers, and forms that are odd or wrong. */
const stamp = fc
  .integer({ min: START, max: START + 200_000 })
  .chain(at =>
    fc.constantFrom<unknown>(
      iso(at),
      iso(at).replace('.000', ''),
      iso(at).replace('.000Z', '+00:00'),
      iso(at).replace('.000Z', '-05:00'),
      iso(at).replace('.000', '.250'),
      iso(at).replace('T', ' '),
      iso(at).replace(/:\d\d\.000Z/, 'Z'),
      at,
      at * 1000,
      at + 0.5,
      String(at),
      '2026-02-30T10:00:00Z',
      '2026-10-07T24:00:00Z',
      '2026-10-07T10:00:00',
      null,
    ),
  );
const value = fc.oneof(
  fc.constantFrom<unknown>(0, 1, 1.0, -0, 100, 99.5, 0.1 + 0.2, 1e-7, 1.5e300, 123456789012345680, '1', null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const label = fc.oneof(
  fc.constantFrom('api', 'Timestamps', 'Values', '@0', '@1', 'a"b', 'é 漢 😀', 'x\\y', ''),
  fc.string(),
);

const usual = fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.boolean()), { maxLength: 40 });
/** An answer as CloudWatch gives it. */
const plainResult = fc
  .record({ Label: label, points: usual, form: fc.nat(3), order: fc.constantFrom('up', 'down', 'any') })
  .map(({ Label, points, form, order }) => {
    const sorted = order === 'any' ? points : points.toSorted((a, b) => a[0] - b[0]);
    const all = order === 'down' ? sorted.toReversed() : sorted;
    const written = [
      (at: number) => iso(at),
      (at: number) => iso(at).replace('.000Z', 'Z'),
      (at: number) => iso(at).replace('.000Z', '+00:00'),
      (at: number) => at,
    ][form];
    const Timestamps = all.map(([minute]) => written?.(START + minute * 60));
    return { Id: 'm1', Label, Timestamps, Values: all.map(([, up]) => (up ? 1 : 0)), StatusCode: 'Complete' };
  });
const oddResult = fc.record(
  {
    Label: label,
    Timestamps: fc.oneof(fc.array(stamp, { maxLength: 6 }), fc.constantFrom<unknown>(null, 3, '@0', {})),
    Values: fc.oneof(
      fc.array(value, { maxLength: 6 }),
      fc.constantFrom<unknown>(null, '@1', [[1]], { a: [] }),
    ),
    Messages: fc.array(fc.record({ Code: label, Values: fc.array(value) })),
  },
  { requiredKeys: [] },
);
const answer = (result: fc.Arbitrary<unknown>) =>
  fc.record({ MetricDataResults: fc.array(result, { maxLength: 4 }), Messages: fc.constant([]) });
const indent = fc.constantFrom<string | number | undefined>(undefined, 1, '\t');

test('an export as CloudWatch writes it is read the same as by JSON.parse, and quickly', () => {
  fc.assert(
    fc.property(answer(plainResult), indent, (value, space) => {
      const text = JSON.stringify(value, null, space);
      same(text);
      if (!text.includes('\\')) expect(scanCloudWatch(Buffer.from(text))).toBeDefined();
    }),
    { numRuns: 200 },
  );
});

test('any valid JSON gives the same result or the same refusal', () => {
  fc.assert(
    fc.property(answer(fc.oneof(oddResult, plainResult, fc.jsonValue())), indent, (value, space) => {
      same(JSON.stringify(value, null, space));
    }),
    { numRuns: 400 },
  );
});

test('so does what is no longer JSON after a byte was lost, doubled or changed', () => {
  fc.assert(
    fc.property(
      answer(plainResult),
      fc.nat(),
      fc.constantFrom('', '"', ',', ']', '0', '\\', '1,'),
      (value, at, put) => {
        const text = JSON.stringify(value);
        const place = at % text.length;
        same(text.slice(0, place) + put + text.slice(place + 1));
        same(text.slice(0, place) + put + text.slice(place));
      },
    ),
    { numRuns: 400 },
  );
});

test.each([
  '{"MetricDataResults":[{"Label":"a","Timestamps":[1,],"Values":[1]}]}',
  '{"MetricDataResults":[{"Label":"a","Timestamps":[01],"Values":[1]}]}',
  '{"MetricDataResults":[{"Label":"a","Timestamps":[1789999980 1789999980],"Values":[1,1]}]}',
  '{"MetricDataResults":[{"Label":"a","Timestamps":[1789999980],"Values":[-]}]}',
  '{"MetricDataResults":[{"Label":"a","Timestamps":[1789999980],"Values":[1.]}]}',
  '{"MetricDataResults":[{"Label":"a","Timestamps":[1789999980],"Values":[1e]}]}',
  '{"MetricDataResults":[{"Label":"a","Timestamps":["2026-10-07T10:00:00Z"],"Values":["2026-10-07T10:00:00Z"]}]}',
  '{"MetricDataResults":[{"Label":"a","Timestamps":[1789999980],"Values":[1]}]',
  '{"MetricDataResults":[{"Label":"a","Timestamps":[1789999980],"Values":[1],"Values":[0]}]}',
  '{"MetricDataResults":[{"Label":"a","Timestamps":"@1","Values":[1]}]}',
  '{"MetricDataResults":[{"Label":"a","\\u0054imestamps":"@0","Values":[1],"x":{"Timestamps":[1789999980]}}]}',
])('%s', text => {
  same(text);
});
