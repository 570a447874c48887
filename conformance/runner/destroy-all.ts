import assert from 'node:assert/strict';
import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { destroy, regionsOf } from '../cdk/deployment.ts';
import { attempt, type Outcome } from './run-cases.ts';
import type { World } from './world.ts';

/** `cdk destroy` of every environment that may be thrown away, after which no stack of theirs is left. */
export function destroyAll({ cdk, deployments }: World): Promise<Outcome> {
  return attempt('a development environment can be destroyed and leaves no stack', async () => {
    const throwAway = deployments.filter(({ environment }) => environment.stage === 'development');
    await Promise.all(throwAway.map(({ copy }) => destroy(cdk, copy)));
    const left = (await Promise.all(throwAway.map(stacksLeft))).flat();
    assert.deepEqual(left, [], 'still there');
    return throwAway.map(({ name }) => name).join(', ');
  });
}

async function stacksLeft({ copy, name }: World['deployments'][number]): Promise<string[]> {
  const found = await Promise.all(
    regionsOf(copy).map(region => new CloudFormationClient({ region }).send(new ListStacksCommand({}))),
  );
  return found
    .flatMap(({ StackSummaries }) => StackSummaries ?? [])
    .filter(stack => stack.StackName?.startsWith(`${name}-`) && stack.StackStatus !== 'DELETE_COMPLETE')
    .map(stack => String(stack.StackName));
}
