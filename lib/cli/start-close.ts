import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DrillResult } from '../local/drill/plan.ts';
import type { History, Observed } from '../promises/availability/history.ts';
import { instantOf, monthAt, monthOf } from '../promises/availability/month.ts';
import { NOTHING, spansOf } from '../promises/availability/spans.ts';
import { requireEnvironment } from '../reader/index.ts';
import { closeMonth } from './close-month.ts';
import { type VerifiedFile, verifyFiles } from './verify-files.ts';

/** The environment that keeps the agreement that was drilled. */
const ENVIRONMENT = 'sovereign';
const OUT = join('.covenant', 'start', 'closed');

type Closed = Awaited<ReturnType<typeof closeMonth>>;

export interface StartClose {
  /** The month of the drill, with the outage that the drill made and no other. */
  readonly closed: Closed;
  /** The same month, had the restore taken all of the time that is promised for it. */
  readonly atPromise: Closed;
  readonly verified: readonly VerifiedFile[];
}

/** Closes the month in which the drill's accident happened, from what the drill measured, and verifies it. */
export async function closeDrilled({ request, report }: DrillResult): Promise<StartClose | undefined> {
  if (!request) return undefined;
  rmSync(OUT, { recursive: true, force: true });
  const promised = request.promised.recoveryTime ?? 0;
  const start = Math.floor(instantOf(request.accidentAt));
  const measured = Math.ceil(report.rto.measured ?? promised);
  const closed = await closeWith(start, measured, join(OUT, 'measured'));
  const atPromise = await closeWith(start, promised, join(OUT, 'at-promise'));
  // Each is a chain of closes by itself.
  const verified = [closed, atPromise].flatMap(({ out }) => verifyFiles(out, undefined));
  return { closed, atPromise, verified };
}

async function closeWith(start: number, seconds: number, out: string): Promise<Closed> {
  const { environment, agreement } = requireEnvironment(ENVIRONMENT);
  const month = monthAt(start, agreement.zone);
  const [from, until] = monthOf(month, agreement.zone).window;
  const down: Observed = { down: spansOf([[start, start + seconds]]), unknown: NOTHING };
  const components = Object.fromEntries(Object.keys(agreement.components ?? {}).map(name => [name, down]));
  const history: History = { source: 'drill', from, until, components, exclusions: [], notes: [NOTE] };
  const { tenants } = environment;
  const quiet = { choice: {}, claims: [], progress: () => undefined };
  return closeMonth({ environment: ENVIRONMENT, agreement, tenants, history, month, out, ...quiet });
}

const NOTE = 'An example: the month holds the outage of a drill and is otherwise taken as up.';
