import fc from 'fast-check';
import { parseMoney } from '../../lib/agreement/units/index.ts';
import { billedFee, feeOf, monthlyFee } from '../../lib/promises/subscription/fee.ts';
import { billedDays } from '../../lib/promises/subscription/rules.ts';
import { terms } from '../../lib/promises/terms.ts';

const MONTHS = Array.from({ length: 12 }, (_, i) => `2018-${String(i + 1).padStart(2, '0')}`);
const DAY = 86_400_000;
const dayOf = (n: number) => new Date(Date.UTC(2018, 0, 1) + n * DAY).toISOString().slice(0, 10);

test('CAP-1: signed up on 3 February 2018 there are 25 days; on the 28th none, and all of March', () => {
  expect(billedDays({ signedUp: '2018-02-03' }, '2018-02')).toBe(25);
  expect(billedDays({ signedUp: '2018-02-28' }, '2018-02')).toBe(0);
  expect(billedDays({ signedUp: '2018-02-28' }, '2018-03')).toBe(31);
});

test('CAP-2: ended on 4 May there are 4 days in May, and none after', () => {
  expect(billedDays({ signedUp: '2018-02-03', terminated: '2018-05-04' }, '2018-05')).toBe(4);
  expect(billedDays({ signedUp: '2018-02-03', terminated: '2018-05-04' }, '2018-06')).toBe(0);
});

test("a year's invoices are its billed days, each day once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 364 }), (start, length) => {
      const end = Math.min(364, start + length);
      const subscription = { signedUp: dayOf(start), terminated: dayOf(end) };
      const days = MONTHS.reduce((sum, month) => sum + billedDays(subscription, month), 0);
      expect(days).toBe(end - start);
    }),
  );
});

test('CAP-3: a year at a daily price costs its billed days, to the cent', () => {
  const sized = terms.parse({
    capacity: { clause: 'CAP-4', reserved: ['cpu'], sizes: { small: { 'price-per-day': '10.00 EUR' } } },
  });
  const cents = MONTHS.map(month =>
    billedFee(feeOf(sized, 'small', month), { signedUp: '2018-02-03' }, month),
  );
  expect(cents.reduce((sum, cost) => sum + Number(cost?.num) / Number(cost?.den), 0)).toBe((365 - 34) * 1000);
});

test('an annual fee is a twelfth a month, a quote is not a fee', () => {
  const yearly = terms.parse({ price: { clause: 'T-6', fee: '12000.00 USD', per: 'year' } });
  const fee = monthlyFee(feeOf(yearly, undefined, '2018-02'), '2018-02');
  expect(Number(fee?.num) / Number(fee?.den)).toBe(Number(parseMoney('1000.00 USD').minor));
  const quoted = terms.parse({ price: { clause: 'T-6', fee: 'by-quote' } });
  expect(feeOf(quoted, undefined, '2018-02')).toMatchObject({ kind: 'not-stated' });
  expect(feeOf(terms.parse({ price: { clause: 'T-6', fee: 'free' } }), undefined, '2018-02')).toEqual({
    kind: 'free',
  });
});
