import assert from 'node:assert/strict';
import { isoOf, type Month } from '../../lib/promises/availability/month.ts';
import { close, inWords, postingsOf } from '../runner/closing.ts';
import { invoke } from '../runner/functions.ts';
import { closableMonths, collectAt, DAY, report } from '../runner/measuring.ts';
import { latestStatement } from '../runner/statements.ts';
import { type Case, type Deployment, deploymentOf } from '../runner/world.ts';

const HOUR = 3600;
const SERIES = 'shared/sign-in';
/** Another tenant's own service, of which nothing but the first look is known. */
const OTHER = 'tenant/obsidian/sign-in';
const TENANT = 'marble';

/** Marble pays 24,000 USD a year; two hours put a month below 99.9 %: 25 % of a twelfth (agreements/enterprise-tiers.yaml). */
const FIRST = ['invoice 1: 200000 - 0', 'claim T-1', 'credit 50000'];
/** The credit goes on the next invoice; the second claim comes too late, so the second month has none. */
const SECOND = [...FIRST, 'invoice 2: 200000 - 50000', 'claim T-2'];

export const proof: Case = {
  of: ['TIER-5', 'TIER-6', 'TIER-7', 'TIER-8'],
  kind: 'changes',
  prove: async world => {
    const deployment = deploymentOf(world, 'enterprise');
    const [first, second] = closableMonths(deployment, 2);
    assert.ok(first && second);
    for (const month of [first, second]) await collected(deployment, month);
    await closed(deployment, first);
    const until = await claimUntil(deployment, first);
    assert.equal(until, isoOf(outageOf(first)[1] + 30 * DAY));
    assert.deepEqual(inWords(await postingsOf(deployment, TENANT)), FIRST.slice(0, 1));
    assert.ok(await claim(deployment, first, 'T-1', until));
    assert.ok(!(await claim(deployment, first, 'T-1', until)), 'one ticket was noted twice');
    await closed(deployment, first);
    assert.deepEqual(inWords(await postingsOf(deployment, TENANT)), FIRST);
    await closed(deployment, second);
    const late = Date.parse(await claimUntil(deployment, second)) / 1000 + 1;
    assert.ok(await claim(deployment, second, 'T-2', isoOf(late)));
    for (const month of [second, first]) await closed(deployment, month);
    assert.deepEqual(inWords(await postingsOf(deployment, TENANT)), SECOND);
    return `${first.name}: claimed at the last moment of ${until}; ${second.name}: claimed a second too late\n${SECOND.join(', ')}`;
  },
};

const outageOf = ({ window: [from] }: Month) => [from + 9 * DAY, from + 9 * DAY + 2 * HOUR] as const;

/** A first look before the month, then what matters: time nobody looked at counts as up by this agreement. */
async function collected(deployment: Deployment, month: Month): Promise<void> {
  const [from, until] = month.window;
  const [start, end] = outageOf(month);
  for (const series of [SERIES, OTHER]) await report(deployment, series, [from - HOUR, from], []);
  await report(deployment, SERIES, [start - HOUR, end + HOUR], [[start, end]]);
  for (const instant of [from + 14 * DAY, until + DAY + 2 * HOUR]) await collectAt(deployment, instant);
}

async function closed(deployment: Deployment, month: Month): Promise<void> {
  const { status, cause } = await close(deployment, month.name);
  assert.equal(status, 'SUCCEEDED', cause);
}

async function claim(deployment: Deployment, month: Month, ticket: string, at: string): Promise<boolean> {
  const { environment } = deployment;
  const one = { name: `${deployment.name}-credits-claim`, region: environment.primary.region };
  const answer = await invoke<{ noted: boolean }>(one, { tenant: TENANT, month: month.name, ticket, at });
  return answer.noted;
}

/** Until when the statement says that the credit may be claimed. */
async function claimUntil(deployment: Deployment, month: Month): Promise<string> {
  const { results } = await latestStatement(deployment, month.name, TENANT);
  const { credit } = results;
  const claim = typeof credit === 'object' && credit !== null && 'claim' in credit ? credit.claim : undefined;
  const until = typeof claim === 'object' && claim !== null && 'until' in claim ? claim.until : undefined;
  assert.equal(typeof until, 'string', JSON.stringify(results));
  return String(until);
}
