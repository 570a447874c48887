import assert from 'node:assert/strict';
import { APIGatewayClient, GetUsagePlanCommand, UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import {
  BackupClient,
  DeleteBackupPlanCommand,
  DescribeBackupVaultCommand,
  PutBackupVaultLockConfigurationCommand,
} from '@aws-sdk/client-backup';
import { auditDeployed, type BrokenEvidence } from '../runner/covenant.ts';
import { type LiveResource, liveResources } from '../runner/live.ts';
import type { Case, Deployment, World } from '../runner/world.ts';

export const proof: Case = {
  of: ['conformance'],
  kind: 'changes',
  prove: async world => {
    const deployment = lockedIn(world);
    const before = await auditDeployed(world, deployment.folder);
    const throttle = await doubleThrottle(deployment);
    const lock = await widenLock(deployment);
    const plan = await deletePlan(deployment);
    const after = await auditDeployed(world, deployment.folder);
    assert.equal(after.exitCode, 1);
    const found = after.broken.filter(one => !before.broken.some(known => same(known, one)));
    const said = [throttle, lock].map(drift => line(named(found, drift)));
    const gone = found.filter(({ actual }) => /^no /.test(actual));
    assert.ok(gone.length > 0, `nothing says that the plan ${plan} is gone`);
    return [`before: ${before.broken.length} broken`, ...said, ...gone.slice(0, 1).map(line)].join('\n');
  },
};

interface Drift {
  readonly logicalId: string;
  readonly agreed: string;
  readonly live: string;
}

/** One that promises both a rate and a vault lock; a development environment has no lock that could drift. */
function lockedIn({ deployments }: World): Deployment {
  const has = ({ assembly }: Deployment, type: string, property: string) =>
    assembly.resources.some(resource => resource.type === type && property in resource.properties);
  const found = deployments.find(
    deployment =>
      has(deployment, 'AWS::ApiGateway::UsagePlan', 'Throttle') &&
      has(deployment, 'AWS::Backup::BackupVault', 'LockConfiguration'),
  );
  if (!found)
    throw new Error('this case needs an environment with a rate and a vault lock: --environments production');
  return found;
}

const same = (a: BrokenEvidence, b: BrokenEvidence) =>
  a.clause === b.clause && a.logicalId === b.logicalId && a.path === b.path && a.actual === b.actual;
const line = ({ clause, path, expected, actual }: BrokenEvidence) =>
  `${clause} broken: ${path || 'resource'} agreed ${expected}, live ${actual}`;

function named(found: readonly BrokenEvidence[], { logicalId, agreed, live }: Drift): BrokenEvidence {
  const evidence = found.find(one => one.logicalId === logicalId && one.actual === live);
  assert.ok(evidence, `no evidence names ${logicalId} with ${live}: ${JSON.stringify(found.slice(0, 5))}`);
  assert.ok(evidence.expected.includes(agreed), `${evidence.expected} does not name ${agreed}`);
  return evidence;
}

async function oneOf(deployment: Deployment, type: string, wanted: (live: LiveResource) => boolean) {
  const found = (await liveResources(deployment, new Set([type]))).find(wanted);
  if (!found) throw new Error(`${deployment.name} has no such ${type}`);
  return found;
}

async function doubleThrottle(deployment: Deployment): Promise<Drift> {
  const { resource, physicalId } = await oneOf(
    deployment,
    'AWS::ApiGateway::UsagePlan',
    ({ resource: { properties } }) => 'Throttle' in properties,
  );
  const client = new APIGatewayClient({ region: resource.region });
  const { throttle } = await client.send(new GetUsagePlanCommand({ usagePlanId: physicalId }));
  const rate = throttle?.rateLimit ?? 0;
  const value = String(rate * 2);
  const patchOperations = [{ op: 'replace' as const, path: '/throttle/rateLimit', value }];
  await client.send(new UpdateUsagePlanCommand({ usagePlanId: physicalId, patchOperations }));
  return { logicalId: resource.logicalId, agreed: String(rate), live: value };
}

async function widenLock(deployment: Deployment): Promise<Drift> {
  const { resource, physicalId } = await oneOf(
    deployment,
    'AWS::Backup::BackupVault',
    ({ resource: { properties } }) => 'LockConfiguration' in properties,
  );
  const client = new BackupClient({ region: resource.region });
  const vault = await client.send(new DescribeBackupVaultCommand({ BackupVaultName: physicalId }));
  const MaxRetentionDays = (vault.MaxRetentionDays ?? 0) + 1;
  const { MinRetentionDays } = vault;
  await client.send(
    new PutBackupVaultLockConfigurationCommand({
      BackupVaultName: physicalId,
      MinRetentionDays,
      MaxRetentionDays,
    }),
  );
  return {
    logicalId: resource.logicalId,
    agreed: String(vault.MaxRetentionDays),
    live: String(MaxRetentionDays),
  };
}

async function deletePlan(deployment: Deployment): Promise<string> {
  const { resource, physicalId } = await oneOf(deployment, 'AWS::Backup::BackupPlan', () => true);
  await new BackupClient({ region: resource.region }).send(
    new DeleteBackupPlanCommand({ BackupPlanId: physicalId }),
  );
  return resource.logicalId;
}
