import { randomUUID } from 'node:crypto';
import { CovenantError } from '../agreement/errors.ts';
import type { DrillFlags } from './drill.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { printJson, progress } from './output.ts';

/**
 * Starts a drill in a deployed environment: one execution of its restore state machine, which is named after the
 * environment, and waits for its end.
 */
export async function drillDeployed(environment: string, flags: DrillFlags): Promise<ExitCode> {
  const { SFNClient, DescribeExecutionCommand, ListStateMachinesCommand, StartExecutionCommand } =
    await import('@aws-sdk/client-sfn');
  const client = new SFNClient({});
  const { stateMachines } = await client.send(new ListStateMachinesCommand({}));
  const found = stateMachines?.find(machine => machine.name === `${environment}-recovery`);
  if (!found) {
    throw new CovenantError(
      `there is no state machine ${environment}-recovery in this account and region: deploy the environment first`,
    );
  }
  const input = JSON.stringify({ to: flags.to ?? 'latest', from: flags.from ?? 'primary' });
  const name = `drill-${randomUUID()}`;
  const started = await client.send(
    new StartExecutionCommand({ stateMachineArn: found.stateMachineArn, name, input }),
  );
  for (;;) {
    const { status, output } = await client.send(
      new DescribeExecutionCommand({ executionArn: started.executionArn }),
    );
    progress(`  ${name}: ${status}`, flags.json);
    if (status !== 'RUNNING') return finish(status, output);
    await new Promise(resolve => setTimeout(resolve, 15_000));
  }
}

function finish(status: string | undefined, output: string | undefined): ExitCode {
  const ended: { result?: { ok?: boolean } } = JSON.parse(output ?? '{}');
  printJson(ended.result ?? { ok: false, reasons: [`crash: the execution ended as ${status}`] });
  return ended.result?.ok ? EXIT.fine : EXIT.foundSomething;
}
