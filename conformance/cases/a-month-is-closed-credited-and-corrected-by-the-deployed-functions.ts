import assert from 'node:assert/strict';
import { isoOf, type Month } from '../../lib/promises/availability/month.ts';
import { close, inWords, postingsOf } from '../runner/closing.ts';
import { invoke } from '../runner/functions.ts';
import { closableMonths, collectAt, collectMonth, DAY, report } from '../runner/measuring.ts';
import { documentsOf, tryToDelete } from '../runner/statements.ts';
import { provesOffline } from '../runner/verifying.ts';
import { type Case, type Deployment, deploymentOf } from '../runner/world.ts';

const HOUR = 3600;

/** 10 % of Heron's 4,800 EUR, for two hours that put October below 99.9 % (agreements/sovereign-node.yaml). */
const CREDITED = ['credit 48000', 'invoice 1: 480000 - 0'];
/** What is left when the two hours turn out to have been maintenance: a counter-entry, never an edit. */
const CORRECTED = [...CREDITED, 'correction -48000'];

export const proof: Case = {
  of: ['NODE-1', 'NODE-2', 'NODE-3', 'NODE-8', 'NODE-12'],
  kind: 'changes',
  prove: async world => {
    const deployment = deploymentOf(world, 'sovereign');
    const [month] = closableMonths(deployment, 1);
    assert.ok(month);
    return [
      await collected(deployment, month),
      await closedWithoutOne(deployment, month),
      await closedTwiceAtOnce(deployment, month),
      await corrected(deployment, month),
      await locked(deployment),
      await provesOffline(world, deployment, `${month.name}/heron.statement.1.json`),
    ].join('\n');
  },
};

/** Two hours that count, and one hour of announced maintenance that does not. */
const outage = ({ window: [from] }: Month) => [from + 6 * DAY, from + 6 * DAY + 2 * HOUR] as const;
const maintenance = ({ window: [from] }: Month) => [from + 19 * DAY, from + 19 * DAY + HOUR] as const;

/** Heron's month comes into the history through health check, CloudWatch and collector; Osprey's does not yet. */
async function collected(deployment: Deployment, month: Month): Promise<string> {
  const [from, until] = month.window;
  const seen = [from - DAY / 2, until + DAY + 2 * HOUR] as const;
  await report(deployment, 'tenant/heron/platform', seen, [outage(month), maintenance(month)]);
  const found = await collectMonth(deployment, month);
  assert.equal(found.series, 2);
  assert.ok(await exclude(deployment, 'announced', maintenance(month)));
  assert.ok(!(await exclude(deployment, 'announced', outage(month))), 'an exclusion was changed');
  return `${(seen[1] - seen[0]) / 60} minutes of ${month.name} from CloudWatch by the collector, one exclusion`;
}

async function exclude(deployment: Deployment, id: string, [start, end]: readonly [number, number]) {
  const { environment } = deployment;
  const name = `${deployment.name}-availability-exclude`;
  const times = { start: isoOf(start), end: isoOf(end), announced: isoOf(start - 3 * DAY) };
  const because = 'a new version of the platform';
  const event = { id, kind: 'maintenance', ...times, 'decided-by': 'provider', because };
  const answer = await invoke<{ written: boolean }>({ name, region: environment.primary.region }, event);
  return answer.written;
}

async function closedWithoutOne(deployment: Deployment, month: Month): Promise<string> {
  const { status, error, cause } = await close(deployment, month.name);
  assert.equal(status, 'FAILED');
  assert.equal(error, 'NotEveryTenantClosed');
  assert.match(cause ?? '', /osprey \(NotCollectedError\)$/);
  assert.deepEqual(inWords(await postingsOf(deployment, 'heron')), CREDITED);
  assert.deepEqual(await postingsOf(deployment, 'osprey'), []);
  return `heron: ${CREDITED.join(', ')}, although ${cause}`;
}

/** Osprey's health check reports at last, so its month was not observed whole; three closes more, two of them at once. */
async function closedTwiceAtOnce(deployment: Deployment, month: Month): Promise<string> {
  const {
    window: [, until],
  } = month;
  await report(deployment, 'tenant/osprey/platform', [until, until + HOUR], []);
  await collectAt(deployment, until + DAY + 2 * HOUR);
  const ended = await Promise.all([close(deployment, month.name), close(deployment, month.name)]);
  ended.push(await close(deployment, month.name));
  assert.deepEqual(
    ended.map(({ status, cause }) => cause ?? status),
    ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'],
  );
  assert.deepEqual(inWords(await postingsOf(deployment, 'heron')), CREDITED);
  const statements = (await documentsOf(deployment)).filter(({ path }) => /statement\.\d+\.json$/.test(path));
  assert.deepEqual(statements.map(({ path }) => path).sort(), [
    `${month.name}/heron.statement.1.json`,
    `${month.name}/osprey.statement.1.json`,
  ]);
  return 'closed three times more, twice at once: osprey now too, and nothing doubled';
}

async function corrected(deployment: Deployment, month: Month): Promise<string> {
  assert.ok(await exclude(deployment, 'announced-too', outage(month)));
  for (const _ of [1, 2]) assert.equal((await close(deployment, month.name)).status, 'SUCCEEDED');
  assert.deepEqual(inWords(await postingsOf(deployment, 'heron')), CORRECTED);
  return 'after a late exclusion: correction -48000, once';
}

async function locked(deployment: Deployment): Promise<string> {
  const documents = await documentsOf(deployment);
  for (const { path, lock, lockedUntil } of documents) {
    assert.equal(lock, 'GOVERNANCE', path);
    assert.ok(lockedUntil && lockedUntil.getTime() > Date.now() + 3650 * DAY * 1000, path);
  }
  assert.equal(
    new Set(documents.map(({ path }) => path)).size,
    documents.length,
    'a document has two versions',
  );
  const [one] = documents;
  assert.ok(one);
  assert.equal(await tryToDelete(deployment, one), 'AccessDenied');
  return `${documents.length} documents, each locked for ten years; ${one.path} cannot be deleted`;
}
