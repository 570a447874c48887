import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  paginateListFunctions,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { KnownPlace } from '../../lib/promises/databases/place.ts';
import type { Deployment } from './world.ts';

type Variables = Readonly<Record<string, string>>;

/** The functions of a restore, in both regions. */
const OF_A_RESTORE =
  /-(recovery-(choose-point|restore|wait|teardown|sweep|take-over)|drill-(validate|mark))$/;
/** Those that read a password which the other RDS keeps. */
const CONNECTS = /-drill-(validate|mark)$/;

/**
 * Tells the deployed functions of a restore where RDS is, by the variables that AWS's SDKs read. Nothing else of them
 * changes; what is given back undoes it.
 */
export async function pointFunctions(
  { name, environment }: Deployment,
  rds: string,
  place: KnownPlace,
): Promise<() => Promise<void>> {
  const undo: (() => Promise<void>)[] = [];
  for (const { region } of [environment.primary, environment.recovery]) {
    const client = new LambdaClient({ region });
    for (const each of await functionsOf(client, name)) {
      undo.push(await change(client, each, variablesFor(each, rds, place)));
    }
  }
  return async () => {
    for (const each of undo) await each();
  };
}

async function functionsOf(client: LambdaClient, environment: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of paginateListFunctions({ client }, {})) {
    found.push(...(page.Functions ?? []).flatMap(({ FunctionName }) => FunctionName ?? []));
  }
  return found.filter(each => each.startsWith(`${environment}-`) && OF_A_RESTORE.test(each));
}

function variablesFor(name: string, rds: string, place: KnownPlace): Variables {
  if (!CONNECTS.test(name)) return { AWS_ENDPOINT_URL_RDS: rds };
  return {
    AWS_ENDPOINT_URL_RDS: rds,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: rds,
    DATABASE_TLS: 'off',
    ...(name.endsWith('-mark') && { DATABASE: JSON.stringify(place) }),
  };
}

async function change(client: LambdaClient, FunctionName: string, more: Variables) {
  const { Environment } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const before = Environment?.Variables ?? {};
  await set(client, FunctionName, { ...before, ...more });
  return () => set(client, FunctionName, before);
}

async function set(client: LambdaClient, FunctionName: string, Variables: Variables): Promise<void> {
  await client.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: { ...Variables } } }),
  );
  for (let looks = 0; looks < 50; looks += 1) {
    const { LastUpdateStatus } = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
    if (LastUpdateStatus !== 'InProgress') return;
    await sleep(100);
  }
}
