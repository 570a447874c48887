import assert from 'node:assert/strict';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { isObject, type JsonObject } from '../../lib/promises/evidence.ts';
import { rewriteTemplate } from '../cdk/copy.ts';
import { prepare } from '../cdk/deployment.ts';
import { type Case, deploymentOf } from '../runner/world.ts';

/** A change that fails after another of the same stack was made: a record in a zone that is not there. */
const WORKS = { Added: { Type: 'AWS::SNS::Topic', Properties: {} } };
const BROKEN = {
  ...WORKS,
  Fails: {
    Type: 'AWS::Route53::RecordSet',
    DependsOn: ['Added'],
    Properties: {
      HostedZoneId: 'ZNOTTHERE',
      Name: 'x.example.com',
      Type: 'TXT',
      TTL: '60',
      ResourceRecords: ['"x"'],
    },
  },
};

export const proof: Case = {
  of: ['conformance'],
  kind: 'changes',
  prove: async world => {
    const { folder, adapt, environment, assembly } = deploymentOf(world, 'small-limits');
    const stack = `${environment.environment}-monitoring`;
    const template = assembly.resources.find(resource => resource.stack === stack)?.template;
    assert.ok(template, `there is no ${stack}`);
    const client = new CloudFormationClient({ region: environment.primary.region });
    const deployWith = async (added: JsonObject) => {
      const copy = prepare(folder, adapt);
      rewriteTemplate(copy, template, whole => withResources(whole, added));
      const args = ['deploy', stack, '--exclusively', '--app', copy, '--require-approval', 'never'];
      const { code, output } = await world.cdk.run(args);
      return { code, output, status: await statusOf(client, stack) };
    };
    const failed = await deployWith(BROKEN);
    assert.notEqual(failed.code, 0, 'the broken deployment succeeded');
    assert.equal(failed.status, 'UPDATE_ROLLBACK_COMPLETE');
    const next = await deployWith(WORKS);
    assert.equal(next.code, 0, next.output.slice(-500));
    assert.equal(next.status, 'UPDATE_COMPLETE');
    return `${stack}: ${failed.status}, then ${next.status}`;
  },
};

function withResources({ Resources, ...rest }: JsonObject, added: JsonObject): JsonObject {
  return { ...rest, Resources: { ...(isObject(Resources) ? Resources : {}), ...added } };
}

async function statusOf(client: CloudFormationClient, StackName: string): Promise<string> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return String(Stacks?.[0]?.StackStatus);
}
