import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openSlo } from '../../lib/openslo/agreement.ts';
import { termsOf } from '../../lib/promises/agreement.ts';
import { loadAgreement } from '../../lib/reader/index.ts';
import { ROOT } from '../../lib/root.ts';
import { openSloV1 } from './spec.ts';

const FILES = readdirSync(join(ROOT, 'agreements')).filter(name => name.endsWith('.yaml'));

function load(file: string) {
  const { agreement } = loadAgreement(join(ROOT, 'agreements', file));
  if (!agreement) throw new Error(`${file} is not an agreement`);
  return agreement;
}

describe.each(FILES)('%s', file => {
  const agreement = load(file);
  const documents = openSlo(agreement);
  const named = (kind: string) => documents.filter(d => d.kind === kind).map(d => d.metadata.name);

  test('names are valid and unique by kind, versions are v1', () => {
    for (const { kind, metadata, apiVersion } of documents) {
      expect(apiVersion).toBe('openslo/v1');
      expect(metadata.name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
      expect(named(kind).filter(name => name === metadata.name)).toHaveLength(1);
    }
  });

  test('each document is one of OpenSLO v1, by its specification and its schemas', () => {
    for (const document of documents) expect(openSloV1.safeParse(document).error?.issues ?? []).toEqual([]);
  });

  test('every reference leads somewhere', () => {
    for (const { kind, spec } of documents) {
      if (kind !== 'SLO') continue;
      expect(named('Service')).toContain(spec.service);
      expect(named('SLI')).toContain(spec.indicatorRef);
      expect(spec.alertPolicies).toEqual(named('AlertPolicy').map(alertPolicyRef => ({ alertPolicyRef })));
    }
    for (const { kind, spec } of documents) {
      if (kind !== 'AlertPolicy') continue;
      expect(spec.conditions).toEqual(named('AlertCondition').map(conditionRef => ({ conditionRef })));
      expect(spec.notificationTargets).toEqual(
        named('AlertNotificationTarget').map(targetRef => ({ targetRef })),
      );
    }
  });

  test('there is an SLO for each promise, with its number and its zone', () => {
    const promised = Object.keys(agreement.plans).flatMap(plan => {
      const { availability } = termsOf(agreement, plan);
      const all = availability?.components ?? Object.keys(agreement.components ?? {});
      return availability?.promise && availability.commitment !== 'best-effort'
        ? all.map(() => availability.promise?.text)
        : [];
    });
    const objectives = documents.filter(d => d.kind === 'SLO');
    expect(objectives).toHaveLength(promised.length);
    objectives.forEach(({ spec }, i) => {
      const target = Number(promised[i]?.replace('%', '')) / 100;
      expect(spec.objectives).toEqual([
        expect.objectContaining({ target: expect.closeTo(target, 12), timeSliceWindow: '1m' }),
      ]);
      expect(spec.timeWindow).toEqual([
        expect.objectContaining({
          duration: '1M',
          isRolling: false,
          calendar: expect.objectContaining({ timeZone: agreement.zone }),
        }),
      ]);
    });
  });
});

describe('the rules of OpenSLO v1 can be broken', () => {
  const slo = openSlo(load('enterprise-tiers.yaml')).find(({ kind }) => kind === 'SLO');
  const broken = (change: object) => openSloV1.safeParse({ ...slo, ...change }).success;
  const spec = (change: object) => broken({ spec: { ...slo?.spec, ...change } });
  const annotated = (annotations: object) => broken({ metadata: { ...slo?.metadata, annotations } });

  test.each([
    ['another version', () => broken({ apiVersion: 'openslo/v1alpha' })],
    ['a name with capitals', () => broken({ metadata: { name: 'Sign-In' } })],
    ['a prefix that is no domain', () => annotated({ 'covenant/order': 'exclude-first' })],
    ['an annotation of several words', () => annotated({ 'covenant.order': 'a, b' })],
    ['an empty annotation', () => annotated({ 'covenant.order': '' })],
    ['no indicator', () => spec({ indicatorRef: undefined })],
    ['a window without a calendar', () => spec({ timeWindow: [{ duration: '1M', isRolling: false }] })],
    ['a duration in seconds', () => spec({ timeWindow: [{ duration: '60s', isRolling: true }] })],
    ['no objective', () => spec({ objectives: [] })],
    ['a reference that is a bare name', () => spec({ alertPolicies: ['fast-burn'] })],
    ['a word that it does not have', () => spec({ policy: 'strict' })],
  ])('%s', (_, accepted) => {
    expect(openSloV1.safeParse(slo).success).toBe(true);
    expect(accepted()).toBe(false);
  });
});

test('a zone without a region, and many exclusions, are still words of OpenSLO', () => {
  const agreement = { ...load('alert-agent.yaml'), zone: 'UTC' };
  const slos = openSlo(agreement).filter(({ kind }) => kind === 'SLO');
  for (const document of slos) expect(openSloV1.safeParse(document).error?.issues ?? []).toEqual([]);
  expect(slos[0]?.metadata.annotations).toMatchObject({
    'covenant.clause-1': 'AGENT-1',
    'covenant.excludes.maintenance': '24h',
    'covenant.excludes.customer': 'always',
  });
});
