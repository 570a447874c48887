import { isBroken } from '../../lib/audit/clause.ts';
import { CHECKS } from '../../lib/audit/findings.ts';
import { PROMISES } from '../../lib/promises/index.ts';
import { MUTATIONS } from './all.ts';
import { compiledAgreement } from './compile.ts';
import { effectOf } from './effect.ts';
import type { Mutation } from './mutation.ts';

const AGREEMENTS = [
  'predictive-database-operations',
  'sovereign-node',
  'enterprise-tiers',
  'alert-agent',
  'reserved-capacity-pricing',
];

/** What is wrong with a mutation's effect, in words; nothing when it breaks exactly what it says. */
async function surprises(mutation: Mutation): Promise<readonly string[]> {
  const { rules, borne, changed } = effectOf(mutation, await compiledAgreement(mutation.agreement));
  const turned = changed.filter(({ to }) => to === 'broken').map(({ clause }) => clause);
  const others = changed
    .filter(({ to }) => to !== 'broken')
    .map(({ clause, to }) => `${clause} turned ${to}`);
  const expected = [...new Set(mutation.breaks)].sort();
  return [
    ...(String(rules) === String(expected)
      ? []
      : [`breaks ${rules.join(', ') || 'nothing'} instead of ${expected.join(', ')}`]),
    ...(String(turned.sort()) === String(borne)
      ? []
      : [`turned ${turned.join(', ')} instead of ${borne.join(', ')}`]),
    ...(turned.length > 0 ? [] : ['no clause turned broken']),
    ...others,
  ];
}

test.each(AGREEMENTS)('%s: as compiled, nothing is broken', async agreement => {
  const { before } = await compiledAgreement(agreement);
  const broken = before.findings
    .filter(isBroken)
    .map(({ rule, plan, clauses }) => `${clauses} ${rule} (${plan})`);
  expect(broken).toEqual([]);
});

const ALL = Object.entries(MUTATIONS).flatMap(([promise, mutations]) =>
  mutations.map(mutation => ({ title: `${promise}: ${mutation.name} (${mutation.agreement})`, mutation })),
);

test.each(ALL)('$title breaks exactly its rules and their clauses', async ({ mutation }) => {
  expect(await surprises(mutation)).toEqual([]);
});

test('every check has a mutation that kills it, and every mutation names a check', () => {
  const killed = new Set(ALL.flatMap(({ mutation }) => mutation.breaks));
  const rules = CHECKS.map(({ rule }) => rule);
  expect(rules.filter(rule => !killed.has(rule))).toEqual([]);
  expect([...killed].filter(rule => !rules.includes(rule))).toEqual([]);
});

test('every promise has its mutations', () => {
  expect(Object.keys(MUTATIONS)).toEqual(PROMISES.map(({ name }) => name));
});

test('a rule is the name of one check', () => {
  const rules = CHECKS.map(({ rule }) => rule);
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
});
