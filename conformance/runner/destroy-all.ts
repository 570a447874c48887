import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { destroy, regionsOf } from '../cdk/deployment.ts';
import type { Outcome } from './run-cases.ts';
import type { World } from './world.ts';

/** `cdk destroy` of every environment that may be thrown away, after which no stack of theirs is left. */
export async function destroyAll({ cdk, deployments }: World): Promise<Outcome> {
  const name = 'a development environment can be destroyed and leaves no stack';
  const started = performance.now();
  const outcome = (passed: boolean, said: string): Outcome => ({
    ...{ name, passed, said },
    seconds: (performance.now() - started) / 1000,
  });
  try {
    const throwAway = deployments.filter(({ environment }) => environment.stage === 'development');
    for (const { copy } of throwAway) await destroy(cdk, copy);
    const left = (await Promise.all(throwAway.map(stacksLeft))).flat();
    if (left.length > 0) return outcome(false, `still there: ${left.join(', ')}`);
    return outcome(true, throwAway.map(({ name: destroyed }) => destroyed).join(', '));
  } catch (error) {
    return outcome(false, String(error));
  }
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
