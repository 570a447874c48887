import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type HistoryEvent,
  paginateGetExecutionHistory,
  type SFNClient,
} from '@aws-sdk/client-sfn';

export interface Phase {
  readonly name: string;
  readonly seconds: number;
}

/** Told of a phase when it begins (without seconds) and when it ends. */
export type TellPhase = (name: string, seconds: number | undefined) => void;

export interface Ended {
  readonly status: string;
  readonly output: unknown;
  /** What Step Functions says of one that did not succeed. */
  readonly cause: string;
  readonly phases: readonly Phase[];
}

/** First looks are close together, later ones apart: a restore takes tens of minutes. In milliseconds. */
const FIRST_LOOK = 1000;
const SLOWEST_LOOK = 15_000;

/** Follows an execution to its end, telling its phases as they come. */
export async function followExecution(
  client: SFNClient,
  executionArn: string,
  tell: TellPhase,
): Promise<Ended> {
  let told = 0;
  for (let pause = FIRST_LOOK; ; pause = Math.min(SLOWEST_LOOK, pause * 1.5)) {
    const state = await client.send(new DescribeExecutionCommand({ executionArn }));
    const running = state.status === 'RUNNING';
    const phases = phasesOf(await historyOf(client, executionArn));
    told = tellPhases(phases, told, running, tell);
    if (!running) return ended(state, phases);
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

function ended(state: DescribeExecutionCommandOutput, phases: readonly Phase[]): Ended {
  const { status = 'UNKNOWN', output, error = '', cause = '' } = state;
  return {
    status,
    output: output === undefined ? undefined : JSON.parse(output),
    cause: [error, cause].filter(Boolean).join(': '),
    phases,
  };
}

async function historyOf(client: SFNClient, executionArn: string): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  const asked = { executionArn, includeExecutionData: false, maxResults: 1000 };
  for await (const page of paginateGetExecutionHistory({ client }, asked))
    events.push(...(page.events ?? []));
  return events;
}

/** The steps of the machine in their order; the pauses and choices of a step belong to it. */
export function phasesOf(events: readonly HistoryEvent[]): readonly Phase[] {
  const entered = events.flatMap(({ stateEnteredEventDetails: details, timestamp }) =>
    details?.name && timestamp ? [{ name: details.name.replace(/^(pause|after) /, ''), at: timestamp }] : [],
  );
  const end = events.at(-1)?.timestamp;
  const phases = new Map<string, number>();
  for (const [index, { name, at }] of entered.entries()) {
    if (ENDINGS.has(name)) continue;
    const until = entered[index + 1]?.at ?? end ?? at;
    phases.set(name, (phases.get(name) ?? 0) + (until.getTime() - at.getTime()) / 1000);
  }
  return [...phases].map(([name, seconds]) => ({ name, seconds }));
}

/** States that do nothing. */
const ENDINGS: ReadonlySet<string> = new Set(['done', 'not measured']);

/** Tells what has come since, and gives how many phases have been told whole. */
function tellPhases(phases: readonly Phase[], told: number, running: boolean, tell: TellPhase): number {
  const over = running ? phases.length - 1 : phases.length;
  for (const [index, { name, seconds }] of phases.entries()) {
    if (index < Math.floor(told)) continue;
    if (index >= told) tell(name, undefined);
    if (index < over) tell(name, seconds);
  }
  // A half: the last one was told to have begun and not to have ended.
  return running && phases.length > 0 ? over + 0.5 : over;
}
