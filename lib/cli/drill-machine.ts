import { DescribeStateMachineCommand, paginateListStateMachines, type SFNClient } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { CovenantError, UsageError } from '../agreement/errors.ts';
import { machineName } from '../promises/recovery/names.ts';
import { nearest } from '../reader/nearest.ts';

const promised = z.object({ recoveryTime: z.number().nullable(), recoveryPoint: z.number().nullable() });

/** What the templates told the machine; its definition has it, so that nothing is taken from a file that is newer. */
const configuration = z.object({
  databases: z.record(z.string(), promised),
  report: z.object({ bucket: z.string(), signedWith: z.string() }),
});
const definition = z.object({
  States: z.object({ begin: z.object({ Arguments: z.object({ Payload: z.object({ configuration }) }) }) }),
});

/** The restore machine of an environment in one region. */
export interface Machine extends z.output<typeof configuration> {
  readonly arn: string;
}

/**
 * Finds the machine by its name and reads what it can restore.
 * @throws CovenantError when it is not deployed, or by another version of Covenant
 */
export async function findMachine(client: SFNClient, environment: string, region: string): Promise<Machine> {
  const name = machineName(environment);
  const stateMachineArn = await arnOf(client, name);
  if (stateMachineArn === undefined) {
    throw new CovenantError(
      `there is no state machine ${name} in ${region} of this account; deploy it: npx cdk deploy '${environment}-*'`,
    );
  }
  const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
  const read = definition.safeParse(JSON.parse(described.definition ?? 'null'));
  if (!read.success) {
    throw new CovenantError(
      `${name} in ${region} was deployed by another version of Covenant; deploy it again`,
    );
  }
  return { arn: stateMachineArn, ...read.data.States.begin.Arguments.Payload.configuration };
}

async function arnOf(client: SFNClient, name: string): Promise<string | undefined> {
  for await (const page of paginateListStateMachines({ client }, {})) {
    const found = page.stateMachines?.find(machine => machine.name === name);
    if (found) return found.stateMachineArn;
  }
  return undefined;
}

/**
 * The database that is meant: by its identifier, or by what of it is not the environment's name.
 * @throws UsageError when it is not one of the known, or is left out where there are several
 */
export function chooseDatabase(
  asked: string | undefined,
  environment: string,
  known: readonly string[],
): string {
  const [only] = known;
  if (asked === undefined) {
    if (only !== undefined && known.length === 1) return only;
    throw new UsageError(
      `${environment} has ${known.length} databases; name one with --database: ${known.join(', ')}`,
    );
  }
  const meant = [asked, `${environment}-${asked}`, `${environment}-tenant-${asked}`];
  const found = known.find(name => meant.includes(name));
  if (found !== undefined) return found;
  const near = nearest(asked, known) ?? nearest(`${environment}-${asked}`, known);
  const advice = near === undefined ? `there are: ${known.join(', ')}` : `did you mean ${near}?`;
  throw new UsageError(`--database ${asked}: ${environment} has no such database; ${advice}`);
}
