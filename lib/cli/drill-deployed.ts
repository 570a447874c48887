import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { UsageError } from '../agreement/errors.ts';
import { readReport } from '../promises/recovery/read-report.ts';
import type { DrillReport } from '../promises/recovery/report.ts';
import { NO_ROWS } from '../promises/recovery/rows.ts';
import { requireEnvironment } from '../reader/index.ts';
import { askAccount } from './aws-account.ts';
import type { DrillFlags } from './drill.ts';
import { type Ended, followExecution, type TellPhase } from './drill-execution.ts';
import { chooseDatabase, findMachine, type Machine } from './drill-machine.ts';
import { keepSigned } from './drill-signed.ts';
import { progress } from './output.ts';

export interface DeployedDrill {
  readonly report: DrillReport;
  /** Where the signed report was kept; undefined where it could not be fetched. */
  readonly file: string | undefined;
}

/**
 * Drills in a deployed environment: one execution of its restore machine, followed to its end.
 * @throws UsageError, CovenantError when there is no such environment, machine or database, or the account cannot be asked
 */
export async function drillDeployed(
  name: string,
  flags: DrillFlags,
  tell: TellPhase,
): Promise<DeployedDrill> {
  if (flags.fault !== undefined) {
    throw new UsageError('--fault makes something go wrong on this machine only; leave out --environment');
  }
  const { environment } = requireEnvironment(name);
  const { region } = flags.from === 'recovery-region' ? environment.recovery : environment.primary;
  const client = new SFNClient({ region });
  const machine = await askAccount(() => findMachine(client, name, region));
  const database = chooseDatabase(flags.database, name, Object.keys(machine.databases).toSorted());
  const run = `drill-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  const ended = await askAccount(() => execute(client, machine, inputOf(flags, database, run), tell));
  const file = await kept(flags, { environment: name, region, machine, database, run });
  return { report: reportOf(ended, machine, database), file };
}

/** What `recovery-begin` takes. Nothing later than a wanted time is expected back. */
function inputOf({ to, from, keep }: DrillFlags, database: string, run: string) {
  const accidentAt = to === undefined || to === 'latest' ? {} : { accidentAt: to };
  return {
    mode: 'drill',
    database,
    run,
    to: to ?? 'latest',
    from: from ?? 'primary',
    ...accidentAt,
    ...(keep && { keep }),
  };
}

async function execute(
  client: SFNClient,
  { arn }: Machine,
  input: ReturnType<typeof inputOf>,
  tell: TellPhase,
): Promise<Ended> {
  const { executionArn } = await client.send(
    new StartExecutionCommand({ stateMachineArn: arn, name: input.run, input: JSON.stringify(input) }),
  );
  if (executionArn === undefined) throw new Error('Step Functions answered without an execution');
  progress(`covenant: ${executionArn} (it goes on when this command is ended)`);
  return followExecution(client, executionArn, tell);
}

/** The report of the machine; of an execution that ended without one, a red one that says so. */
function reportOf(
  { status, output, cause, phases }: Ended,
  { databases }: Machine,
  database: string,
): DrillReport {
  const result = typeof output === 'object' && output && 'result' in output ? output.result : undefined;
  const report = readReport(result);
  if (report) return report;
  const promised = databases[database];
  return {
    ok: false,
    mode: 'drill',
    phases,
    rto: { promised: promised?.recoveryTime ?? null, measured: null },
    rpo: { promised: promised?.recoveryPoint ?? null, measured: null },
    ...{ rows: NO_ROWS, parity: [], fault: null },
    reasons: [`crash: the execution ended as ${status} without a report${cause === '' ? '' : `: ${cause}`}`],
    ...{ about: null, failover: null },
  };
}

async function kept(
  flags: DrillFlags,
  stored: Parameters<typeof keepSigned>[1],
): Promise<string | undefined> {
  try {
    return await keepSigned(flags.drills, stored);
  } catch (error) {
    const { machine, database, run } = stored;
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    progress(
      `covenant: the signed report of ${database}, run ${run}, in ${machine.report.bucket} cannot be fetched (${reason})`,
    );
    return undefined;
  }
}
