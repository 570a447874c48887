import assert from 'node:assert/strict';
import { createPublicKey } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { reportFile } from '../../lib/audit/drills/report-file.ts';
import { isSignedBy } from '../../lib/audit/drills/signature.ts';
import { namesOf } from '../../lib/promises/databases/names.ts';
import { poolsOf } from '../../lib/promises/databases/pools.ts';
import { targetIdentifier } from '../../lib/promises/recovery/identity.ts';
import { MARKERS } from '../../lib/promises/recovery/markers.ts';
import { type EndedRestore, restoreBy, storedReport } from '../runner/drilling.ts';
import { invoke } from '../runner/functions.ts';
import { ask, type RealDatabase, realDatabase, replicate, writeRecords } from '../runner/restoring.ts';
import { type Case, type Deployment, deploymentOf } from '../runner/world.ts';

const ROWS = 2000;

export const proof: Case = {
  of: ['NODE-7', 'NODE-8', 'OPS-12', 'OPS-13'],
  kind: 'changes',
  prove: async world => {
    const deployment = deploymentOf(world, 'small-limits');
    const database = await realDatabase(deployment, identifierOf(deployment));
    try {
      await writeRecords(database, ROWS);
      await marked(deployment, database);
      return [
        await green(deployment, database),
        await onlyOneAtATime(deployment, database),
        await red(deployment, database),
        await fromTheOtherRegion(deployment, database),
      ].join('\n');
    } finally {
      await database.close();
    }
  },
};

function identifierOf({ agreement, environment }: Deployment): string {
  const [pool] = poolsOf(agreement, environment);
  assert.ok(pool);
  return namesOf(environment.environment, pool).database;
}

/** The deployed marker makes its table, and writes twice. */
async function marked({ environment }: Deployment, database: RealDatabase): Promise<void> {
  const { region } = environment.primary;
  for (const _ of [1, 2]) await invoke({ region, name: `${database.identifier}-drill-mark` }, {});
  const rows = await ask(database, async client => {
    const { rows: found } = await client.query(`select count(*)::int as n from ${MARKERS.table}`);
    return found;
  });
  assert.deepEqual(rows, [{ n: 2 }]);
  await restorableUntil(database, new Date());
}

/** Waits until the archive reaches past a moment: `latest` is what lies there, not what was written last (aws-facts 15). */
async function restorableUntil({ source }: RealDatabase, moment: Date): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const { latest } = source.backups.window();
    if (latest && latest > moment) return;
    await sleep(100);
  }
  assert.fail(`nothing after ${moment.toISOString()} can be restored`);
}

function drill(deployment: Deployment, run: string): Promise<EndedRestore> {
  return restoreBy(deployment, deployment.environment.primary.region, { run });
}

async function green(deployment: Deployment, database: RealDatabase): Promise<string> {
  const ended = await drill(deployment, 'green');
  const { result } = ended;
  assert.deepEqual(result.reasons, []);
  assert.equal(result.ok, true);
  assert.equal(result.rto.promised, 3600);
  assert.ok(result.rto.measured !== null && result.rto.measured > 0);
  assert.equal(result.rpo.promised, 300);
  assert.ok(result.rpo.measured !== null, 'no marker came back');
  assert.ok(result.parity.length > 20 && result.parity.every(({ same }) => same));
  assertGone(database);
  await assertSigned(ended, deployment.environment.primary.region);
  return `a drill through the deployed machine: RTO ${result.rto.measured.toFixed(1)} s, RPO ${result.rpo.measured.toFixed(1)} s, ${result.parity.length} settings the same, removed, signed`;
}

function assertGone({ environment, identifier }: RealDatabase): void {
  const target = targetIdentifier(identifier, 'drill');
  const left = [...environment.rds.instances.values()].filter(({ id }) => id === target);
  assert.deepEqual(left, [], `${target} was left behind`);
}

async function assertSigned(ended: EndedRestore, region: string): Promise<void> {
  const { text, key } = await storedReport(ended, region);
  const keys = [createPublicKey(key)];
  const read = reportFile(text);
  assert.ok(read?.signature);
  assert.ok(isSignedBy(read.signed, read.signature, keys), 'the signature does not verify');
  const improved = read.signed.replace('"measured":', '"measured":0');
  assert.ok(!isSignedBy(improved, read.signature, keys), 'an improved report verifies');
}

/** Two triggers of one run, and one of another, at once: one restore, and the others are refused. */
async function onlyOneAtATime(deployment: Deployment, database: RealDatabase): Promise<string> {
  const begun: string[] = [];
  const { interceptors } = database.environment.rds;
  interceptors.push(({ action }) => {
    if (action === 'DeleteDBInstance') begun.push(action);
  });
  const runs = ['twice', 'twice', 'other'].map(run => drill(deployment, run));
  const ended = await Promise.all(runs);
  interceptors.pop();
  const refused = ended.filter(({ result }) => /^(busy|duplicate)/.test(result.reasons.join()));
  assert.equal(refused.length, 2, 'a second execution was let in beside the first');
  assert.equal(ended.filter(({ result }) => result.ok).length, 1);
  assert.equal(begun.length, 1, 'more than one restored database was removed');
  assertGone(database);
  const words = refused.map(({ result }) => result.reasons.join().split(':')[0]);
  return `three triggers at once: one restore, the others refused as ${words.join(' and ')}`;
}

async function red(deployment: Deployment, database: RealDatabase): Promise<string> {
  const { interceptors } = database.environment.rds;
  interceptors.push(({ action, form }) => {
    if (action === 'RestoreDBInstanceToPointInTime') form.remove('VpcSecurityGroupIds');
  });
  const { result } = await drill(deployment, 'red');
  interceptors.pop();
  assert.equal(result.ok, false);
  assert.match(result.reasons.join(), /^lost-setting: .*securityGroups/);
  assertGone(database);
  return `with a security group lost on the way: red, ${result.reasons.join('; ')}`;
}

/** The primary region is gone: the machine of the other one restores from the copies, and takes over. */
async function fromTheOtherRegion(deployment: Deployment, database: RealDatabase): Promise<string> {
  await replicate(database);
  const { region } = deployment.environment.recovery;
  const { identifier } = database;
  const unconfirmed = await restoreBy(deployment, region, { mode: 'recovery', run: 'unconfirmed' });
  assert.match(unconfirmed.result.reasons.join(), /^not-confirmed/);
  const ended = await restoreBy(deployment, region, { mode: 'recovery', run: 'lost', confirm: identifier });
  assert.deepEqual(ended.result.reasons, []);
  assert.equal(ended.tookOver, true);
  const taken = database.environment.rds.instance(region, identifier);
  const [row] = await ask({ ...database, source: taken, place: placeOf(database, taken) }, async client => {
    await client.query(`select set_config('covenant.tenant', 'by-day', false)`);
    return (await client.query('select count(*)::int as n from covenant_records')).rows;
  });
  assert.deepEqual(row, { n: ROWS });
  const secrets = new SecretsManagerClient({ region });
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: ended.request.pointer }));
  const { host, port, name, secret } = JSON.parse(SecretString ?? '{}');
  assert.deepEqual(
    { host, port, name, secret },
    { ...placeOf(database, taken), secret: taken.secretArn },
    'the service in that region would not find it',
  );
  return `in ${region} from replicated backups: refused without its name, then took over with ${ROWS} rows in ${ended.result.rto.measured?.toFixed(1)} s`;
}

function placeOf({ place }: RealDatabase, taken: RealDatabase['source']) {
  return { ...place, port: taken.endpoint.port };
}
