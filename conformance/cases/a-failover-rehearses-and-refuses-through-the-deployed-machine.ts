import assert from 'node:assert/strict';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { serviceName } from '../../lib/promises/access/names.ts';
import { firstLease } from '../../lib/promises/failover/lease.ts';
import {
  confirmationOf,
  failoverMachineName,
  failoverReportKey,
  leaseTableName,
} from '../../lib/promises/failover/names.ts';
import type { FailoverReport } from '../../lib/promises/failover/report.ts';
import type { FailoverState } from '../../lib/promises/failover/state.ts';
import { runMachine } from '../runner/machines.ts';
import type { Case, Deployment } from '../runner/world.ts';

interface Ended extends FailoverState {
  readonly result: FailoverReport;
}

export const proof: Case = {
  of: ['TIER-9', 'NODE-6'],
  kind: 'changes',
  prove: async ({ deployments }) => {
    const found = deployments.filter(({ deployed, name }) =>
      deployed.resources.some(({ stack }) => stack === `${name}-failover`),
    );
    const said = await Promise.all(found.map(rehearseAndRefuse));
    return said.join('; ') || 'no environment of this run fails over';
  },
};

async function rehearseAndRefuse(deployment: Deployment): Promise<string> {
  const { environment } = deployment;
  const { region } = environment.recovery;
  const tenant = environment.tenants.find(({ terms }) => terms?.failover?.region)?.name;
  const service = serviceName(environment.environment, tenant);
  const start = (input: object) =>
    runMachine<Ended>(region, failoverMachineName(environment.environment), { service, ...input });

  const rehearsal = await start({});
  await rehearsed(deployment, rehearsal);
  const unconfirmed = await start({ mode: 'failover', confirm: 'yes' });
  assert.match(unconfirmed.result.reasons.join(), /^not-confirmed: .*type "fail over/);
  const confirm = confirmationOf('fail-back', service, environment.primary.region);
  const home = await start({ mode: 'fail-back', confirm });
  assert.match(home.result.reasons.join(), /^busy: /);
  for (const { result } of [unconfirmed, home]) assert.equal(result.outcome, 'refused');
  await heldByAnother(deployment, service, start);
  return `${service}: a dry run in ${rehearsal.phases.length} steps, three refusals, and nothing was changed`;
}

/** It changes nothing, says each thing it would do, and its report is stored with a signature. */
async function rehearsed(deployment: Deployment, { request, result }: Ended): Promise<void> {
  assert.equal(result.outcome, 'dry run');
  assert.ok(result.would.some(line => line.startsWith('fence')));
  assert.equal(result.signals.length, 3);
  assert.equal(await leaseOf(deployment, request.service), undefined);
  const { Body } = await new S3Client({ region: request.to, forcePathStyle: true }).send(
    new GetObjectCommand({
      Bucket: request.report.bucket,
      Key: failoverReportKey(request.service, request.run),
    }),
  );
  const stored = JSON.parse((await Body?.transformToString()) ?? '{}');
  assert.deepEqual(JSON.parse(stored.report), result);
  assert.ok(stored.signature);
}

/** A service whose traffic and right to write are elsewhere fails over from nowhere. */
async function heldByAnother(
  deployment: Deployment,
  service: string,
  start: (input: object) => Promise<Ended>,
): Promise<void> {
  const { primary, recovery } = deployment.environment;
  const away = {
    ...firstLease(service, primary.region),
    revision: 1,
    holder: recovery.region,
    traffic: recovery.region,
  };
  const TableName = leaseTableName(deployment.environment.environment);
  await table(deployment).send(new PutCommand({ TableName, Item: away }));
  const confirm = confirmationOf('failover', service, recovery.region);
  const { result } = await start({ mode: 'failover', confirm });
  assert.match(result.reasons.join(), /^busy: /);
  assert.deepEqual(await leaseOf(deployment, service), away);
}

function table({ environment }: Deployment): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ region: environment.recovery.region }));
}

async function leaseOf(deployment: Deployment, service: string): Promise<unknown> {
  const TableName = leaseTableName(deployment.environment.environment);
  return (await table(deployment).send(new GetCommand({ TableName, Key: { service } }))).Item;
}
