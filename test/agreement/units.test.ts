import fc from 'fast-check';
import {
  compareFractions,
  date,
  daysOf,
  duration,
  type Fraction,
  fraction,
  fractionOf,
  gibibytesOf,
  money,
  multiplyFractions,
  parseBusinessTime,
  parseDuration,
  parseMoney,
  parsePercent,
  parsePeriod,
  parseQuota,
  parseRate,
  parseSize,
  percent,
  quota,
  timeOfDay,
  truncated,
  zone,
} from '../../lib/agreement/units/index.ts';

const anyFraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([num, den]) => fraction(num, den));

describe('fractions', () => {
  test('are ordered: antisymmetric, transitive, and equal when scaled', () => {
    fc.assert(
      fc.property(anyFraction, anyFraction, anyFraction, fc.bigInt({ min: 1n, max: 999n }), (a, b, c, k) => {
        expect(compareFractions(a, b)).toBe(0 - compareFractions(b, a));
        expect(compareFractions(a, { num: a.num * k, den: a.den * k })).toBe(0);
        const [low, middle, high] = [a, b, c].toSorted(compareFractions);
        expect(low && middle && high && compareFractions(low, high)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('multiply exactly, in any order', () => {
    const one: Fraction = { num: 1n, den: 1n };
    fc.assert(
      fc.property(anyFraction, anyFraction, (a, b) => {
        expect(compareFractions(multiplyFractions(a, b), multiplyFractions(b, a))).toBe(0);
        expect(compareFractions(multiplyFractions(a, one), a)).toBe(0);
      }),
    );
  });

  test('are shown cut off, never rounded towards the promise', () => {
    expect(truncated(fractionOf('99.8999999'), 2)).toBe('99.89');
    expect(truncated(fractionOf('99.999'), 2)).toBe('99.99');
    expect(truncated(fractionOf('0.05'), 1)).toBe('0.0');
    expect(truncated(fractionOf('-0.04'), 1)).toBe('0.0');
    expect(truncated(fractionOf('-1.26'), 1)).toBe('-1.2');
    expect(truncated(fractionOf('12'), 0)).toBe('12');
  });

  test('a shown value is never above the exact one, and less than one digit below it', () => {
    const positive = anyFraction.filter(value => value.num >= 0n);
    fc.assert(
      fc.property(positive, fc.integer({ min: 0, max: 6 }), (value, digits) => {
        const shown = fractionOf(truncated(value, digits));
        expect(compareFractions(shown, value)).toBeLessThanOrEqual(0);
        const next = {
          num: shown.num * 10n ** BigInt(digits) + shown.den,
          den: shown.den * 10n ** BigInt(digits),
        };
        expect(compareFractions(value, next)).toBeLessThan(0);
      }),
    );
  });

  test('read a plain decimal and write it back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.integer({ min: 1, max: 9 }),
        (digits, places) => {
          const padded = digits.toString().padStart(places + 1, '0');
          const text = `${padded.slice(0, -places)}.${padded.slice(-places)}`;
          expect(truncated(fractionOf(text), places)).toBe(text);
        },
      ),
    );
  });

  test.each(['', '1e3', '.5', '5.', '1,5', '0x10', 'NaN', '--1'])('"%s" is not a plain decimal', text => {
    expect(() => fractionOf(text)).toThrow(RangeError);
  });

  test('a denominator of zero is refused, a negative one is turned', () => {
    expect(() => fraction(1n, 0n)).toThrow(RangeError);
    expect(fraction(1n, -2n)).toEqual({ num: -1n, den: 2n });
  });
});

describe('percentages', () => {
  test('are exact: 0.1 % and 0.2 % are 0.3 %, which they are not as floats', () => {
    const [a, b, c] = ['0.1%', '0.2%', '0.3%'].map(text => parsePercent(text).fraction);
    if (!a || !b || !c) throw new Error('unreachable');
    const sum = { num: a.num * b.den + b.num * a.den, den: a.den * b.den };
    expect(compareFractions(sum, c)).toBe(0);
  });

  test('99.90% is 99.9%, and 99.8999999% is below it', () => {
    const value = (text: string) => parsePercent(text).fraction;
    expect(compareFractions(value('99.90%'), value('99.9%'))).toBe(0);
    expect(compareFractions(value('99.8999999%'), value('99.9%'))).toBe(-1);
  });

  test.each(['99.9', '101%', '-1%', '99,9%', '1e2%', '%'])('%s is refused', text => {
    expect(percent.safeParse(text).success).toBe(false);
  });
});

describe('the other units', () => {
  test('a day is 24 hours, whatever the zone does', () => {
    expect(parseDuration('1d').seconds).toBe(86_400);
    expect(parseDuration('1.5h').seconds).toBe(5400);
    expect(parseDuration('2w').seconds).toBe(1_209_600);
    expect(daysOf(parseDuration('25h'))).toBe(2);
  });

  test('money is exact to the cent, and knows the digits of its currency', () => {
    expect(parseMoney('78.00 USD').minor).toBe(7800n);
    expect(parseMoney('78.5 USD').minor).toBe(7850n);
    expect(parseMoney('90071992547409.93 EUR').minor).toBe(9_007_199_254_740_993n);
    expect(parseMoney('5000 JPY').minor).toBe(5000n);
    for (const text of ['78.001 USD', '5.5 JPY', '78 XXX', '78', '-1.00 USD', '$78']) {
      expect(money.safeParse(text).success).toBe(false);
    }
  });

  test('sizes are binary, quotas and rates keep their window', () => {
    expect(parseSize('6MB').bytes).toBe(6_291_456);
    expect(gibibytesOf(parseSize('1025MB'))).toBe(2);
    expect(parseQuota('40000/day')).toMatchObject({ calls: 40_000, window: 'day' });
    expect(parseRate('0.5/s').perSecond).toBe(0.5);
    for (const text of ['40000/year', '1.5/day', '-1/day', '40,000/day']) {
      expect(quota.safeParse(text).success).toBe(false);
    }
  });

  test('calendar periods and business time stay what they are', () => {
    expect(parsePeriod('1 year')).toMatchObject({ days: 0, months: 12 });
    expect(parsePeriod('2 weeks')).toMatchObject({ days: 14, months: 0 });
    expect(parseBusinessTime('1 business day')).toMatchObject({ amount: 1, unit: 'day' });
    expect(() => parsePeriod('1.5 months')).toThrow(RangeError);
  });

  test('days and zones must exist', () => {
    expect(date.safeParse('2024-02-29').success).toBe(true);
    expect(date.safeParse('2026-02-29').success).toBe(false);
    expect(zone.safeParse('America/New_York').success).toBe(true);
    expect(zone.safeParse('America/Atlantis').success).toBe(false);
    expect(timeOfDay.safeParse('24:00').success).toBe(true);
    expect(timeOfDay.safeParse('24:01').success).toBe(false);
  });

  test('a unit keeps the text it was written as', () => {
    expect(duration.parse('7d')).toEqual({ text: '7d', seconds: 604_800 });
  });
});
