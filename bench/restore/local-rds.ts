import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateDBSnapshotCommand,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  RDSClient,
  RestoreDBInstanceToPointInTimeCommand,
  waitUntilDBInstanceDeleted,
  waitUntilDBSnapshotAvailable,
} from '@aws-sdk/client-rds';
import { LocalEnvironment, REGION } from '../../lib/local/drill/environment.ts';
import { createSource, SOURCE } from '../../lib/local/drill/source.ts';
import { until } from '../../lib/local/postgres/time.ts';
import type { Instance } from '../../lib/local/rds/instance.ts';
import { changeThenLose, checkRows, fill, firstWrite, seconds } from './source.ts';

const TARGET = 'restored';
const PACE = { minDelay: 0.1, maxDelay: 0.2, maxWaitTime: 600 };

/** The local RDS with one database of a given size, and what is timed on it. */
export class LocalRdsRestore {
  readonly #environment: LocalEnvironment;
  readonly #client: RDSClient;
  readonly #source: Instance;
  readonly #time: Date;

  private constructor(environment: LocalEnvironment, client: RDSClient, source: Instance, time: Date) {
    this.#environment = environment;
    this.#client = client;
    this.#source = source;
    this.#time = time;
  }

  static async open(megabytes: number): Promise<LocalRdsRestore> {
    const environment = await LocalEnvironment.open();
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new RDSClient({ region: REGION, endpoint: environment.server.url, credentials });
    const source = await createSource(environment, 7);
    await source.dropStandby();
    await fill(source.primary, megabytes);
    const DBSnapshotIdentifier = 'filled';
    await client.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier: SOURCE, DBSnapshotIdentifier }));
    await waitUntilDBSnapshotAvailable({ client, ...PACE }, { DBSnapshotIdentifier });
    const time = await changeThenLose(source.primary);
    const restorable = () => (source.backups.window().latest ?? 0) >= time || undefined;
    await until('the archive reaching the accident', restorable, { seconds: 600 });
    return new LocalRdsRestore(environment, client, source, time);
  }

  /** From the call to the first write that the restored database takes. */
  async restore(): Promise<number> {
    const order = { SourceDBInstanceIdentifier: SOURCE, TargetDBInstanceIdentifier: TARGET };
    const client = this.#client;
    const taken = await seconds(async () => {
      await client.send(new RestoreDBInstanceToPointInTimeCommand({ ...order, RestoreTime: this.#time }));
      await until('the endpoint', () => this.#endpoint(), { seconds: 600 });
      await firstWrite(this.#restored.primary);
    });
    await checkRows(this.#restored.primary);
    await this.#restored.work;
    const one = { DBInstanceIdentifier: TARGET };
    await client.send(new DeleteDBInstanceCommand({ ...one, SkipFinalSnapshot: true }));
    await waitUntilDBInstanceDeleted({ client, ...PACE }, one);
    return taken;
  }

  get #restored(): Instance {
    return this.#environment.rds.instance(REGION, TARGET);
  }

  async #endpoint(): Promise<number | undefined> {
    const answer = await this.#client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: TARGET }));
    const [instance] = answer.DBInstances ?? [];
    if (instance?.DBInstanceStatus === 'incompatible-restore') throw new Error('the restore failed');
    return instance?.Endpoint?.Port;
  }

  /** The plainest peer: the same base backup's files, copied and on disk. */
  async copy(): Promise<number> {
    const from = this.#source.backups.bases.at(-1)?.folder ?? '';
    const to = join(this.#environment.workspace.root, 'copy');
    const taken = await seconds(() => {
      spawnSync('cp', ['-r', from, to]);
      spawnSync('sync');
    });
    rmSync(to, { recursive: true });
    return taken;
  }

  async close(): Promise<void> {
    this.#client.destroy();
    await this.#environment.close();
  }
}
