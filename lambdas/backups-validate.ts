import {
  BackupClient,
  DescribeRestoreJobCommand,
  PutRestoreValidationResultCommand,
} from '@aws-sdk/client-backup';
import { RDSClient } from '@aws-sdk/client-rds';
import * as z from 'zod/mini';
import { testedDatabase } from '../lib/aws/backups/tested.ts';
import {
  judgeRestoreTest,
  type TestedDatabase,
  type ValidationResult,
} from '../lib/promises/backups/restore-validation.ts';

const event = z.object({ detail: z.object({ restoreJobId: z.string() }) });

export interface Job {
  readonly restored: string | undefined;
  readonly source: string | undefined;
  /** Whether a restore test made it; only those are to be validated. */
  readonly isTest: boolean;
}

export interface Tools {
  readonly job: (id: string) => Promise<Job>;
  readonly find: (arn: string) => Promise<TestedDatabase | undefined>;
  readonly report: (id: string, result: ValidationResult) => Promise<void>;
}

/** Tells AWS Backup what a restore test was worth (fact 16); a second delivery says the same again (fact 23). */
export async function validate(id: string, tools: Tools): Promise<ValidationResult | undefined> {
  const { restored, source, isTest } = await tools.job(id);
  if (!isTest) return undefined;
  const found = async (arn: string | undefined) => (arn === undefined ? undefined : tools.find(arn));
  const result = judgeRestoreTest(await found(restored), await found(source));
  await tools.report(id, result);
  return result;
}

async function jobOf(client: BackupClient, RestoreJobId: string): Promise<Job> {
  const job = await client.send(new DescribeRestoreJobCommand({ RestoreJobId }));
  return {
    restored: job.CreatedResourceArn,
    source: job.SourceResourceArn,
    isTest: job.CreatedBy?.RestoreTestingPlanArn !== undefined,
  };
}

export async function handler(input: unknown): Promise<ValidationResult | undefined> {
  const [backup, rds] = [new BackupClient({}), new RDSClient({})];
  return validate(event.parse(input).detail.restoreJobId, {
    job: id => jobOf(backup, id),
    find: arn => testedDatabase(rds, arn),
    report: async (RestoreJobId, { status, says }) => {
      const told = { RestoreJobId, ValidationStatus: status, ValidationStatusMessage: says };
      await backup.send(new PutRestoreValidationResultCommand(told));
    },
  });
}
