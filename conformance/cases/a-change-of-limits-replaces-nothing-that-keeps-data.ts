import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deploy, synthesize } from '../cdk/deployment.ts';
import { type LiveResource, liveResources } from '../runner/live.ts';
import { OWN_ENVIRONMENTS } from '../runner/prepare.ts';
import { readBack } from '../runner/promised.ts';
import { type Case, deploymentOf } from '../runner/world.ts';

/** What must never be replaced, because data or evidence would go with it; and the API, because its address would. */
const STATEFUL = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::Backup::BackupVault',
  'AWS::DynamoDB::GlobalTable',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
]);
const PLANS = new Set(['AWS::ApiGateway::UsagePlan']);

export const proof: Case = {
  of: ['conformance'],
  kind: 'changes',
  prove: async world => {
    const deployment = deploymentOf(world, 'small-limits');
    const before = await liveResources(deployment, STATEFUL);
    const changed = await synthesize(world.cdk, variant(world.folder), join(world.folder, 'changed'));
    await deploy(world.cdk, changed, deployment.adapt);
    const after = await liveResources(deployment, STATEFUL);
    assert.deepEqual(after.map(idOf), before.map(idOf));
    const plan = (await liveResources(deployment, PLANS)).find(
      ({ resource }) => resource.marks.plan === 'daily',
    );
    assert.ok(plan);
    const { quota } = await readBack({
      kind: 'usage-plan',
      region: plan.resource.region,
      id: plan.physicalId,
    });
    assert.equal(quota, 25);
    return `quota 20 became ${String(quota)}; ${before.length} resources that keep data are the same ones`;
  },
};

const idOf = ({ resource, physicalId }: LiveResource) =>
  `${resource.stack}/${resource.logicalId}: ${physicalId}`;

/** The same environment with one limit changed in its agreement. */
function variant(folder: string): string {
  const into = join(folder, 'changed-limits');
  cpSync(OWN_ENVIRONMENTS, into, { recursive: true });
  const agreement = join(into, 'small-limits.agreement.yaml');
  writeFileSync(agreement, readFileSync(agreement, 'utf8').replace('calls: 20/day', 'calls: 25/day'));
  return join(into, 'small-limits.yaml');
}
