import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  paginateListStateMachines,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

/** Starts a deployed machine by its name, and waits for what it ends with. @throws Error when it fails */
export async function runMachine<T>(
  region: string,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<T> {
  const client = new SFNClient({ region });
  const stateMachineArn = await machineIn(client, name);
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  for (;;) {
    const said = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (said.status === 'SUCCEEDED') return JSON.parse(said.output ?? '{}');
    if (said.status !== 'RUNNING') throw new Error(`${said.status}: ${said.error} ${said.cause}`);
    await sleep(250);
  }
}

async function machineIn(client: SFNClient, name: string): Promise<string> {
  for await (const page of paginateListStateMachines({ client }, {})) {
    const found = page.stateMachines?.find(machine => machine.name === name);
    if (found?.stateMachineArn) return found.stateMachineArn;
  }
  throw new Error(`there is no state machine ${name}`);
}
