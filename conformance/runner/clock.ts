import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { DeployedFunction } from './functions.ts';

const CLOCK = pathToFileURL(join(import.meta.dirname, '..', 'emulator', 'clock.ts')).href;

/** Lets a deployed function run as if it were then (epoch seconds), and gives it its true clock back afterwards. */
export async function at<T>(instant: number, one: DeployedFunction, work: () => Promise<T>): Promise<T> {
  const client = new LambdaClient({ region: one.region });
  const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: one.name }));
  const before = Environment?.Variables ?? {};
  const use = (Variables: Readonly<Record<string, string>>) =>
    client.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: one.name, Environment: { Variables } }),
    );
  await use({
    ...before,
    NODE_OPTIONS: `--import=${CLOCK}`,
    CLOCK_STARTS_AT: new Date(instant * 1000).toISOString(),
  });
  try {
    return await work();
  } finally {
    await use(before);
  }
}
