import assert from 'node:assert/strict';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { isObject } from '../../lib/promises/evidence.ts';
import { rewriteTemplate } from '../cdk/copy.ts';
import { prepare } from '../cdk/deployment.ts';
import { type Case, deploymentOf } from '../runner/world.ts';

/** A change that fails after another of the same stack was made: a record in a zone that is not there. */
const BROKEN = {
  Added: { Type: 'AWS::SNS::Topic', Properties: {} },
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
    const copy = await prepare(world.cdk, folder, adapt);
    rewriteTemplate(copy, template, ({ Resources, ...rest }) => ({
      ...rest,
      Resources: { ...(isObject(Resources) ? Resources : {}), ...BROKEN },
    }));
    const args = ['deploy', stack, '--exclusively', '--app', copy, '--require-approval', 'never'];
    const failed = await world.cdk.run(args);
    assert.notEqual(failed.code, 0, 'the broken deployment succeeded');
    const client = new CloudFormationClient({ region: environment.primary.region });
    const after = await statusOf(client, stack);
    assert.equal(after, 'UPDATE_ROLLBACK_COMPLETE');
    const whole = await prepare(world.cdk, folder, adapt);
    const next = await world.cdk.run(args.map(arg => (arg === copy ? whole : arg)));
    assert.equal(next.code, 0, next.output.slice(-500));
    return `${stack}: ${after}, then ${await statusOf(client, stack)}`;
  },
};

async function statusOf(client: CloudFormationClient, StackName: string): Promise<string> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return String(Stacks?.[0]?.StackStatus);
}
