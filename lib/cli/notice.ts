import { userInfo } from 'node:os';
import { CovenantError, UsageError } from '../agreement/errors.ts';
import type { Environment } from '../promises/environment.ts';
import type { StatusFunction } from '../promises/incidents/names.ts';
import { EXIT } from './exit-codes.ts';
import { print, printJson } from './output.ts';

/** What every command that says something to customers takes. */
export interface NoticeOptions {
  readonly environment: string;
  readonly id: string;
  readonly by?: string;
  readonly json?: boolean;
}

/** What the function answers: the line that was written, or why none was. */
type Answer = Readonly<Record<string, unknown>>;

/** Says something through a function of a deployed environment, and prints what became of it. */
export async function sayNotice(
  name: Extract<StatusFunction, 'incidents-write' | 'maintenance-write'>,
  { environment: named, id, by, json }: NoticeOptions,
  said: Readonly<Record<string, unknown>>,
  words: (answer: Answer, environment: Environment) => readonly string[],
): Promise<void> {
  const { requireEnvironment } = await import('../reader/index.ts');
  const { environment } = requireEnvironment(named);
  const answer = await ask(name, environment, { id, by: by ?? userInfo().username, said: stated(said) });
  if (typeof answer.refused === 'string') throw new UsageError(answer.refused);
  if (json) printJson(answer);
  else for (const line of words(answer, environment)) print(line);
  process.exitCode = EXIT.fine;
}

/** Without what was left out. */
function stated(said: Readonly<Record<string, unknown>>): Answer {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** @throws CovenantError when there is no such function, it fails, or AWS cannot be asked. */
async function ask(name: StatusFunction, environment: Environment, request: Answer): Promise<Answer> {
  const [{ InvokeCommand, LambdaClient }, { statusPlace }, { statusFunctionName }] = await Promise.all([
    import('@aws-sdk/client-lambda'),
    import('../promises/incidents/place.ts'),
    import('../promises/incidents/names.ts'),
  ]);
  const { region } = statusPlace(environment);
  const FunctionName = statusFunctionName(environment.environment, name);
  const command = new InvokeCommand({ FunctionName, Payload: JSON.stringify(request) });
  const { Payload, FunctionError } = await new LambdaClient({ region })
    .send(command)
    .catch((cause: unknown) => {
      throw new CovenantError(`${FunctionName} in ${region} could not be asked: ${reasonOf(cause)}`, {
        cause,
      });
    });
  const text = Buffer.from(Payload ?? []).toString();
  if (FunctionError) throw new CovenantError(`${FunctionName} in ${region} failed: ${text}`);
  const answer: Answer = JSON.parse(text);
  return answer;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === 'ResourceNotFoundException') return 'there is none; deploy the status stack first';
  return cause.message.split('\n')[0] ?? cause.name;
}
