import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

/** A deployed function. */
export interface DeployedFunction {
  readonly region: string;
  readonly name: string;
}

/** Invokes a deployed function and gives its answer. @throws Error with what it said when it failed. */
export async function invoke<T>({ region, name }: DeployedFunction, event: unknown): Promise<T> {
  const answer = await new LambdaClient({ region }).send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }),
  );
  const said = Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError) throw new Error(`${name} failed: ${said}`);
  const parsed: T = JSON.parse(said);
  return parsed;
}
