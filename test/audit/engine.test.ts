import { readAssembly } from '../../lib/audit/assembly.ts';
import { audit } from '../../lib/audit/engine.ts';
import { unclaimedOf } from '../../lib/audit/result.ts';
import { agreement, backupPlan, checks, environment, writeAssembly } from './fixtures.ts';

function audited(resources: Readonly<Record<string, unknown>>, env = environment) {
  return audit(agreement, env, readAssembly(writeAssembly(resources)), checks);
}

function clause(result: ReturnType<typeof audited>, id: string) {
  const found = result.clauses.find(candidate => candidate.id === id);
  if (!found) throw new Error(`no clause ${id}`);
  return found;
}

const both = { BasicPlan: backupPlan('basic', 7), FullPlan: backupPlan('full', 7) };

test('a clause is kept when every comparison of every plan holds, and the evidence names the line', () => {
  const result = audited({
    ...both,
    SpecialPlan: backupPlan('special', 7),
  });
  const kept = clause(result, 'S-1');
  expect(kept.status).toBe('kept');
  expect(
    kept.evidence.map(({ logicalId, line, expected, actual }) => [logicalId, line, expected, actual]),
  ).toEqual([
    ['BasicPlan', 11, '7', '7'],
    ['FullPlan', 32, '7', '7'],
  ]);
});

test('one wrong value breaks the clause, and only that clause', () => {
  const result = audited({ ...both, FullPlan: backupPlan('full', 6) });
  expect(result.clauses.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'S-1 broken',
    'S-2 unknown',
    'S-3 not-applicable',
    'S-4 not-enforced',
    'S-5 not-enforced',
  ]);
});

test('absence breaks: a promised resource that is not there', () => {
  const { status, evidence } = clause(audited({ BasicPlan: backupPlan('basic', 7) }), 'S-1');
  expect(status).toBe('broken');
  expect(evidence.find(({ plan }) => plan === 'full')).toMatchObject({ template: '', line: 0, holds: false });
});

test('what is not kept says why', () => {
  const result = audited(both);
  expect(clause(result, 'S-2').reasons).toEqual(['backups/away: unknown, the copy is made by hand (full)']);
  expect(clause(result, 'S-3').reasons).toEqual(['databases/multi-az: no tenant is on this plan (full)']);
  expect(clause(result, 'S-4').reasons).toEqual(['nothing checks exit (full)']);
  expect(clause(result, 'S-5').reasons).toEqual(['no term of the agreement states this clause']);
});

test('terms agreed with one tenant are judged as such', () => {
  const backups = agreement.plans.basic?.backups;
  const tenant = { name: 'three', plan: 'special', placement: 'pooled' as const, terms: { backups } };
  const result = audited(both, { ...environment, tenants: [...environment.tenants, tenant] });
  const { status, evidence } = clause(result, 'S-1');
  expect(status).toBe('broken');
  expect(evidence.find(({ plan }) => plan === 'special')).toMatchObject({ tenant: 'three', holds: false });
});

test('the other way round: each reliability resource names its clauses, and the rest are unclaimed', () => {
  const alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: {} };
  const role = { Type: 'AWS::IAM::Role', Properties: {} };
  const result = audited({ ...both, Spare: alarm, Role: role });
  expect(result.resources.map(({ logicalId, clauses }) => [logicalId, clauses])).toEqual([
    ['BasicPlan', ['S-1']],
    ['FullPlan', ['S-1']],
    ['Spare', []],
  ]);
  expect(unclaimedOf(result).map(({ logicalId }) => logicalId)).toEqual(['Spare']);
});
