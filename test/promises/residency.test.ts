import { agreedRegions, RECORD_STORES } from '../../lib/promises/residency/rules.ts';
import { environmentOf, termsWith } from './fixture.data.ts';

const here = environmentOf();

test('records stay in the chosen region', () => {
  const terms = termsWith({ residency: { clause: 'T-1', records: 'stay-in-region' } });
  expect(agreedRegions(terms, here)).toEqual(['eu-central-1']);
});

test('a region that was agreed in writing may hold copies', () => {
  const terms = termsWith({
    residency: {
      clause: 'T-1',
      records: 'stay-in-region',
      'agreed-copies': { regions: ['eu-west-1'], 'agreed-in': 'the order form' },
    },
  });
  expect(agreedRegions(terms, here)).toEqual(['eu-central-1', 'eu-west-1']);
});

test('health checks and their alarms hold no records', () => {
  expect(RECORD_STORES.has('AWS::Route53::HealthCheck')).toBe(false);
  expect(RECORD_STORES.has('AWS::CloudWatch::Alarm')).toBe(false);
  expect(RECORD_STORES.has('AWS::RDS::DBInstance')).toBe(true);
});
