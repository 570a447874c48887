import type { FailoverFigures } from '../../promises/recovery/report.ts';
import { sleep, until } from '../postgres/time.ts';
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
  await sleep(WRITE_FOR_MS);
  if (control) await cutOff(instance);
  const old = instance.primary.port;
  const [killed, killedAt] = [performance.now(), new Date()];
  await instance.primary.kill();
  const first = await until('the first write after the failover', () => firstFromAnother(writer, old), {
    every: 2,
  });
  await sleep(300);
  await writer.stop();
  const acknowledged = [...writer.acknowledged.values()];
  const lost = await countLost(instance, secret, acknowledged);
  return {
    ...{
      promised,
      measured: (first - killed) / 1000,
      detected: noticedAfter(environment, instance, killedAt),
    },
    ...{ acknowledged: acknowledged.length, lost },
  };
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
