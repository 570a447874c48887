import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { begin, type RecoveryConfiguration } from '../../lib/promises/recovery/begin.ts';
import { statesOf } from '../../lib/promises/recovery/states.ts';
import { drillReport } from '../audit/drill.data.ts';

/** An execution, as its own machine would have begun it. */
export interface Execution {
  readonly name: string;
  readonly input: { readonly [key: string]: unknown };
  readonly request: ReturnType<typeof begin>['request'];
}

export interface StandIn {
  readonly url: string;
  readonly executions: Execution[];
  /** What the next execution comes to. */
  ends: { status: string; ok?: boolean; cause?: string };
  close(): void;
}

const STEPS = ['begin', 'choose-point', 'restore', 'wait', 'validate', 'teardown', 'measure'];
const STARTED = Date.parse('2026-11-22T11:00:00Z') / 1000;
const ARN = 'arn:aws:states:eu-central-1:111111111111';

/**
 * Speaks what the restore machine's user needs of Step Functions, S3 and KMS over HTTP. An execution goes on by two
 * states at each look; its input is read by `begin` of the machine itself.
 */
export async function restoreMachine(name: string, configuration: RecoveryConfiguration): Promise<StandIn> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const executions: Execution[] = [];
  let looks = 0;
  const steps = Object.fromEntries([...STEPS, 'take-over'].map(step => [step, `${step}-arn`]));
  const definition = JSON.stringify(
    statesOf({ begin: 'begin-arn', steps, configuration, timeout: 9 } as unknown as Parameters<
      typeof statesOf
    >[0]),
  );
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const target =
      String(request.headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? '';
    if (target === '') return response.end(stored());
    const answer = answers[target]?.(body === '' ? {} : JSON.parse(body));
    if (!answer) return refuse(response, target);
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify(answer));
  });
  const ended = () => looks > STEPS.length / 2;
  const report = () => {
    const { request } = executions.at(-1) ?? { request: undefined };
    const { about, source = '', run = '' } = request ?? {};
    return drillReport({
      ok: standIn.ends.ok ?? true,
      reasons: standIn.ends.ok === false ? ['missing-rows: rows are missing: 3 of 9'] : [],
      about: { ...about, environment: about?.environment ?? null, database: source, run },
      failover: null,
    });
  };
  const stored = () => {
    const text = JSON.stringify(report());
    const signature = sign('sha256', Buffer.from(text), privateKey).toString('base64');
    return JSON.stringify({ report: text, key: 'k', algorithm: 'ECDSA_SHA_256', signature });
  };
  const answers: { [target: string]: (given: { [key: string]: string }) => unknown } = {
    ListStateMachines: ({ nextToken }) =>
      nextToken === undefined
        ? { stateMachines: [machine('other-recovery')], nextToken: 'more' }
        : { stateMachines: [machine(name)] },
    DescribeStateMachine: () => ({ ...machine(name), definition }),
    StartExecution: ({ name: run = '', input = '{}' }) => {
      const execution = { name: run, startedAt: '2026-11-22T11:00:00.000Z' };
      const { request } = begin({ trigger: JSON.parse(input), configuration, execution });
      executions.push({ name: run, input: JSON.parse(input), request });
      looks = 0;
      return { executionArn: `${ARN}:execution:${name}:${run}`, startDate: STARTED };
    },
    DescribeExecution: () => {
      looks += 1;
      const { status, cause } = standIn.ends;
      if (!ended()) return { status: 'RUNNING' };
      return status === 'SUCCEEDED'
        ? { status, output: JSON.stringify({ result: report() }) }
        : { status, cause };
    },
    GetExecutionHistory: () => ({
      events: STEPS.slice(0, looks * 2).map((step, at) => ({
        ...{ id: at + 1, type: 'TaskStateEntered', timestamp: STARTED + at * 60 },
        stateEnteredEventDetails: { name: step },
      })),
    }),
    GetPublicKey: () => ({
      PublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    }),
  };
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const standIn: StandIn = {
    url: `http://127.0.0.1:${port}`,
    executions,
    ends: { status: 'SUCCEEDED' },
    close: () => server.close(),
  };
  return standIn;
}

function machine(name: string) {
  return { stateMachineArn: `${ARN}:stateMachine:${name}`, name, type: 'STANDARD', creationDate: STARTED };
}

function refuse(response: ServerResponse, target: string): void {
  response.statusCode = 400;
  response.end(JSON.stringify({ __type: 'UnknownOperationException', message: target }));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}
