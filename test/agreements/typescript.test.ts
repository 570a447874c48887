import { join } from 'node:path';
import { type AgreementInput, defineAgreement } from '../../lib/promises/agreement.ts';
import { loadAgreement } from '../../lib/reader/index.ts';
import { ROOT } from '../../lib/root.ts';
import written from './reserved-capacity-pricing.ts';

test('an agreement written in TypeScript is the same object as the one in YAML', () => {
  const { agreement } = loadAgreement(join(ROOT, 'agreements', 'reserved-capacity-pricing.yaml'));
  expect(written).toEqual(agreement);
});

const MINIMAL: AgreementInput = {
  agreement: 'minimal',
  version: 1,
  effective: '2026-01-01',
  zone: 'Etc/UTC',
  currency: 'EUR',
  clauses: { 'A-1': 'Backups.' },
  plans: { gold: { backups: { clause: 'A-1', every: '1d', keep: '7d' } } },
};

test('the compiler refuses a wrong unit before anything runs', () => {
  expect(defineAgreement(MINIMAL).plans.gold?.backups?.keep.seconds).toBe(604_800);
  const wrong: NonNullable<AgreementInput['every-plan']>['backups'] = {
    clause: 'A-1',
    every: '1d',
    // @ts-expect-error: a duration has a unit
    keep: '7',
  };
  expect(() => defineAgreement({ ...MINIMAL, plans: { gold: { backups: wrong } } })).toThrow();
});
