import { defineAgreement } from '../../lib/promises/agreement.ts';

/** The same agreement as agreements/reserved-capacity-pricing.yaml, written in TypeScript. */
export default defineAgreement({
  agreement: 'reserved-capacity-pricing',
  title: 'Reserved capacity, billed by the day',
  version: 1,
  effective: '2018-01-01',
  zone: 'Europe/Helsinki',
  currency: 'EUR',
  clauses: {
    'CAP-1':
      'A subscription is billed by full days, from the day after sign-up, on an invoice after each month.',
    'CAP-2': "It ends with a day's notice and is billed to the end of that day.",
    'CAP-3':
      "A day's price follows the reserved size; the largest size is by quote, and pre-payment or a longer term is cheaper.",
    'CAP-4': 'Processor and memory are reserved, so an environment can never use more than its share.',
    'CAP-5':
      'An environment makes at most 40,000 calls a day, 50 a second for a few seconds and 10 a second steadily, unless agreed otherwise.',
    'CAP-6':
      'Soft limits are watched, hard ones cannot be exceeded; calls also count against a weekly limit.',
    'CAP-7': 'A message is at most 6 MB with its headers; more data goes through a file upload.',
    'CAP-8':
      'Callers prove themselves with an API key over HTTPS and are not restricted by address or host name.',
  },
  choices: [
    {
      resolves: 'COV-LIMIT-UNSTATED',
      clause: 'CAP-5',
      'text-says': 'Calls count against a weekly limit that is never given.',
      chosen: 'There is no weekly limit; the daily one alone holds.',
      because: 'A limit nobody can look up cannot be held against a customer.',
    },
    {
      resolves: 'COV-SOURCE-OPEN',
      clause: 'CAP-3',
      'text-says': 'Prices a day are written as n, k times n and m times n.',
      chosen: '10, 25 and 75 EUR a day for Small, Medium and Large.',
      because: 'An invoice needs figures; these only keep the order of the text and are to be replaced.',
    },
    {
      resolves: 'COV-SOURCE-OPEN',
      clause: 'CAP-6',
      'text-says': 'Soft limits are watched, without saying which they are.',
      chosen: "80 % of the day's calls is a soft limit, of which the customer is told.",
      because: 'It is where a customer can still act before the hard limit.',
    },
    {
      resolves: 'COV-SOURCE-OPEN',
      clause: 'CAP-1',
      'text-says': 'A wall-clock day, in no stated time zone.',
      chosen: 'The days of Helsinki.',
      because: 'One stated zone makes every invoice computable; change it here for another.',
    },
    {
      resolves: 'COV-SOURCE-OPEN',
      clause: 'CAP-5',
      'text-says': 'The limits are enforced, without saying how a refused call is answered.',
      chosen: 'HTTP 429 until the next day.',
      because: 'It is what HTTP defines for too many requests.',
    },
  ],
  components: {
    'database-api': {
      title: 'Database API',
      probe: {
        get: '/v1/health',
        every: '30s',
      },
    },
  },
  plans: {
    reserved: {
      title: 'Reserved capacity',
      subscription: {
        clause: 'CAP-1',
        granularity: 'day',
        starts: 'day-after-sign-up',
        invoiced: 'monthly-in-arrears',
        termination: {
          clause: 'CAP-2',
          notice: '1 day',
          'billed-to': 'end-of-day',
        },
      },
      capacity: {
        clause: 'CAP-4',
        reserved: ['cpu', 'memory'],
        sizes: {
          small: {
            clause: 'CAP-3',
            'data-below': '1GB',
            'price-per-day': '10.00 EUR',
          },
          medium: {
            clause: 'CAP-3',
            'data-below': '10GB',
            'price-per-day': '25.00 EUR',
          },
          large: {
            clause: 'CAP-3',
            'data-below': '100GB',
            'price-per-day': '75.00 EUR',
          },
          'extra-large': {
            clause: 'CAP-3',
            'price-per-day': 'by-quote',
          },
        },
        discounts: [
          {
            clause: 'CAP-3',
            for: 'pre-payment',
            discount: 'by-quote',
          },
          {
            clause: 'CAP-3',
            for: 'longer-term',
            discount: 'by-quote',
          },
        ],
      },
      limits: {
        clause: ['CAP-5', 'CAP-6'],
        calls: '40000/day',
        rate: '10/s',
        burst: 50,
        hard: true,
        'counted-against': ['day', 'week'],
        warnings: {
          clause: 'CAP-6',
          at: ['80%', '100%'],
        },
        beyond: {
          clause: 'CAP-5',
          answer: 429,
          until: 'next-period',
        },
        payload: {
          clause: 'CAP-7',
          max: '6MB',
          'larger-through': 'file-upload',
        },
      },
      access: {
        clause: 'CAP-8',
        authentication: 'api-key',
        transport: 'https',
        'restricted-by': {
          address: false,
          'host-name': false,
        },
      },
      custom: {
        clause: 'CAP-5',
        may: ['other-limits'],
      },
    },
  },
});
