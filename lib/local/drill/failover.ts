import type { FailoverFigures } from '../../promises/recovery/report.ts';
import { sleep } from '../postgres/time.ts';
import type { Instance } from '../rds/instance.ts';
import type { LocalEnvironment } from './environment.ts';
import type { Scene } from './faults/fault.ts';
import { connect } from './source.ts';
import { type Acknowledged, Writer } from './writer.ts';

const WRITE_FOR_MS = 1000;
const PARTITION_FOR_MS = 700;

/**
 * Kills the primary under a writer and lets the environment notice by itself. What was acknowledged before must be
 * there after, and writes must come back in time.
 * @param control the asynchronous control: it must lose rows, or the test proves nothing
 */
export async function failOverUnderWrites(
  { environment, source: instance }: Pick<Scene, 'environment' | 'source'>,
  secret: string,
  promised: number | null,
  control = false,
): Promise<FailoverFigures> {
  if (control) await makeAsynchronous(instance);
  const writer = new Writer(instance, secret, 4);
  const { killed, first } = await killUnder(writer, instance, control).finally(() => writer.stop());
  const acknowledged = [...writer.acknowledged.values()];
  const detected = noticedAfter(environment, instance, killed.date);
  const count = acknowledged.length;
  // Where nobody answers any more, every row is lost for those who ask.
  if (first === undefined) return { promised, measured: null, detected, acknowledged: count, lost: count };
  const lost = await countLost(instance, secret, acknowledged);
  return { promised, measured: (first - killed.time) / 1000, detected, acknowledged: count, lost };
}

/** How long writes may stay away before the failover counts as failed, in seconds. */
const PATIENCE = 60;

/** Kills the primary; tells when, and when a successor first acknowledged a write. */
async function killUnder(writer: Writer, instance: Instance, control: boolean) {
  await sleep(WRITE_FOR_MS);
  if (control) await cutOff(instance);
  const old = instance.primary.port;
  const killed = { time: performance.now(), date: new Date() };
  await instance.primary.kill();
  const end = killed.time + PATIENCE * 1000;
  let first = firstFromAnother(writer, old);
  while (first === undefined && performance.now() < end) {
    await sleep(2);
    first = firstFromAnother(writer, old);
  }
  await sleep(300);
  return { killed, first };
}

/** Seconds until RDS said that a failover had begun; null where it never did. */
function noticedAfter({ rds }: LocalEnvironment, { id, init }: Instance, killedAt: Date): number | null {
  const begun = rds.events
    .of(init.region, id, killedAt)
    .find(({ category, message }) => category === 'failover' && message.includes('started'));
  return begun ? (begun.date.getTime() - killedAt.getTime()) / 1000 : null;
}

async function makeAsynchronous(instance: Instance): Promise<void> {
  await instance.dropStandby();
  await instance.addStandby(false);
}

async function cutOff(instance: Instance): Promise<void> {
  instance.standby?.link.cut();
  await sleep(PARTITION_FOR_MS);
}

function firstFromAnother(writer: Writer, old: number): number | undefined {
  const times = [...writer.acknowledged.values()].filter(row => row.server !== old).map(row => row.at);
  return times.length > 0 ? Math.min(...times) : undefined;
}

async function countLost(
  instance: Instance,
  secret: string,
  acknowledged: readonly Acknowledged[],
): Promise<number> {
  const client = await connect(instance, secret);
  try {
    const found = await client.query<{ key: string; fingerprint: string }>(
      'select id::text as key, md5(t::text) as fingerprint from entries t where id > 0',
    );
    const there = new Map(found.rows.map(row => [row.key, row.fingerprint]));
    return acknowledged.filter(row => there.get(String(row.id)) !== row.fingerprint).length;
  } finally {
    await client.end();
  }
}
