import { dynamoLeases } from './lease-store.ts';
import { Writer } from './writer.ts';

interface WriterSetting {
  readonly table: string;
  readonly service: string;
  readonly primary: string;
}

/** What a function was told about writing; undefined where its service never fails over, and so always writes. */
export function writerOf(env: NodeJS.ProcessEnv): Writer | undefined {
  if (!env.WRITER) return undefined;
  const { table, service, primary }: WriterSetting = JSON.parse(env.WRITER);
  const region = env.AWS_REGION ?? '';
  return new Writer({ leases: dynamoLeases(table), service, primary, region, now: () => Date.now() });
}
