import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { restored } from '../../promises/failover/state.ts';
import type { RestoresAway, Runs } from './ports.ts';

/** Executions of one machine, by its ARN. */
export function sfnRuns(stateMachineArn: string, client = new SFNClient({})): Runs {
  return {
    isRunning: async run => (await statusOf(client, stateMachineArn, run))?.status === 'RUNNING',
    start: (run, input) => start(client, stateMachineArn, run, input),
  };
}

/** Restore machines of other regions. `machineIn` gives the ARN of a region's. */
export function sfnRestores(machineIn: (region: string) => string): RestoresAway {
  const clientIn = (region: string) => new SFNClient({ region });
  return {
    start: (region, name, input) => start(clientIn(region), machineIn(region), name, input),
    ended: async (region, name) => {
      const found = await statusOf(clientIn(region), machineIn(region), name);
      if (!found || found.status === 'RUNNING') return undefined;
      if (found.status !== 'SUCCEEDED') throw new Error(`the restore ${name} ended as ${found.status}`);
      return restored.parse(JSON.parse(found.output ?? '{}'));
    },
  };
}

async function start(
  client: SFNClient,
  stateMachineArn: string,
  name: string,
  input: unknown,
): Promise<void> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

async function statusOf(client: SFNClient, machine: string, run: string) {
  const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${run}`;
  try {
    return await client.send(new DescribeExecutionCommand({ executionArn }));
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return undefined;
    throw error;
  }
}
