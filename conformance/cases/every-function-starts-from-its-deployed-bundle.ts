import assert from 'node:assert/strict';
import { InvokeCommand, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { mapInTurns } from '../../lib/deployed/turns.ts';
import { regionsOf } from '../cdk/deployment.ts';
import type { Case, World } from '../runner/world.ts';

/** What the runtime says when a bundle cannot be loaded, a setting is missing or the handler is not there. */
const DID_NOT_START =
  /Worker init failed|exited immediately|Cannot find module|is not a function|setting \w+ is missing/;

/** Functions started at once. */
const AT_ONCE = 3;

export const proof: Case = {
  of: ['conformance'],
  kind: 'changes',
  prove: async world => {
    const functions = await deployedFunctions(world);
    const said = await mapInTurns(functions, AT_ONCE, async ({ region, name }) => {
      const answer = await invoke(region, name);
      return DID_NOT_START.test(answer) ? `${name} in ${region}: ${answer.slice(0, 200)}` : undefined;
    });
    const broken = said.filter(problem => problem !== undefined);
    assert.deepEqual(broken, [], broken.join('\n'));
    assert.ok(functions.length > 0);
    return `${functions.length} functions in ${new Set(functions.map(({ region }) => region)).size} regions`;
  },
};

async function deployedFunctions({ deployments }: World) {
  const regions = new Set(deployments.flatMap(({ copy }) => regionsOf(copy)));
  const found: { region: string; name: string }[] = [];
  for (const region of [...regions].sort()) {
    for await (const page of paginateListFunctions({ client: new LambdaClient({ region }) }, {})) {
      for (const { FunctionName } of page.Functions ?? []) found.push({ region, name: FunctionName ?? '' });
    }
  }
  return found;
}

/** An empty event: what the handler makes of it does not matter here, only that it was reached. */
async function invoke(region: string, FunctionName: string): Promise<string> {
  const { Payload } = await new LambdaClient({ region }).send(
    new InvokeCommand({ FunctionName, Payload: '{}' }),
  );
  return Buffer.from(Payload ?? []).toString();
}
