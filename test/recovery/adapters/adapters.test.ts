import { RDSClient } from '@aws-sdk/client-rds';
import { sdkClusters } from '../../../lib/aws/recovery/clusters.ts';
import { eitherRds } from '../../../lib/aws/recovery/either.ts';
import { type Rds, RefusedError, type RestoreOrder } from '../../../lib/aws/recovery/ports.ts';
import { sdkInstances } from '../../../lib/aws/recovery/rds.ts';
import { expiredTargets } from '../../../lib/aws/recovery/sweep.ts';
import { AwsError } from '../../../lib/local/rds/aws-error.ts';
import { TAGS } from '../../../lib/promises/recovery/identity.ts';
import type { Kind } from '../../../lib/promises/recovery/parameters.ts';
import { type DatabaseSettings, parityOf } from '../../../lib/promises/recovery/settings.ts';
import { FakeRds } from './fake-rds.ts';

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
let fake: FakeRds;
let client: RDSClient;

beforeEach(async () => {
  fake = new FakeRds();
  client = new RDSClient({
    region: 'eu-central-1',
    endpoint: await fake.listen(),
    credentials,
    maxAttempts: 1,
  });
});

afterEach(() => {
  client.destroy();
  fake.close();
});

/** Every setting differs from RDS's default, so that one that is forgotten shows. */
const SET: DatabaseSettings = {
  instanceClass: 'db.m6gd.large',
  storageType: 'gp3',
  allocatedStorage: 400,
  maxAllocatedStorage: 900,
  iops: 12_500,
  storageThroughput: 510,
  subnetGroup: 'isolated',
  securityGroups: ['sg-1', 'sg-2'],
  parameterGroup: 'forced-tls',
  optionGroup: 'options',
  multiAz: true,
  publiclyAccessible: true,
  deletionProtection: true,
  backupRetentionPeriod: 14,
  backupWindow: '01:00-01:30',
  maintenanceWindow: 'sat:02:00-sat:02:30',
  autoMinorVersionUpgrade: false,
  copyTagsToSnapshot: true,
  iamAuthentication: true,
  logExports: ['postgresql', 'upgrade'],
  monitoringInterval: 60,
  monitoringRoleArn: 'arn:aws:iam::1:role/monitoring',
  performanceInsights: true,
  performanceInsightsRetention: 31,
  caCertificate: 'rds-ca-ecc384-g1',
  networkType: 'DUAL',
};

/** What Multi-AZ clusters do not have (TOPOLOGY: storage of their own size, no option group, no IAM login). */
const OF_A_CLUSTER: Partial<DatabaseSettings> = {
  allocatedStorage: 20,
  maxAllocatedStorage: null,
  storageThroughput: null,
  optionGroup: '',
  iamAuthentication: false,
};

interface Subject {
  readonly kind: Kind;
  readonly of: () => Rds;
  readonly settings: DatabaseSettings;
  readonly arn: string;
}

const SUBJECTS: readonly Subject[] = [
  { kind: 'instance', of: () => sdkInstances(client), settings: SET, arn: 'arn:aws:rds:r:1:snapshot:s' },
  {
    kind: 'cluster',
    of: () => sdkClusters(client),
    settings: { ...SET, ...OF_A_CLUSTER },
    arn: 'arn:aws:rds:r:1:cluster-snapshot:s',
  },
  {
    kind: 'instance',
    of: () => eitherRds(sdkInstances(client), sdkClusters(client)),
    settings: SET,
    arn: 'arn:aws:rds:r:1:snapshot:s',
  },
  {
    kind: 'cluster',
    of: () => eitherRds(sdkInstances(client), sdkClusters(client)),
    settings: { ...SET, ...OF_A_CLUSTER },
    arn: 'arn:aws:rds:r:1:cluster-snapshot:s',
  },
];

const named = SUBJECTS.map(
  (subject, at) => [`${subject.kind}${at > 1 ? ', behind either' : ''}`, subject] as const,
);

describe.each(named)('RDS for an %s', (_, { kind, of, settings, arn }) => {
  const order = (own: Partial<RestoreOrder> = {}): RestoreOrder => ({
    ...{ source: 'orders', target: 'orders-drill', time: new Date(5e11), settings },
    ...{ origin: { kind: 'continuous' }, tags: { [TAGS.run]: 'r' }, ...own },
  });

  test('a database is found with its writer, password and tags; one that is not there is not', async () => {
    fake.add({ id: 'orders', kind, tags: { a: 'b' } });
    expect(await of().find('orders')).toMatchObject({
      ...{ id: 'orders', status: 'available', port: 5433, secretArn: 'secret-of-orders', tags: { a: 'b' } },
      address: kind === 'cluster' ? 'orders.cluster.example.com' : 'orders.example.com',
    });
    expect(await of().find('nobody')).toBeUndefined();
  });

  test.each([
    ['a point in time', { kind: 'continuous' }],
    ['a snapshot', { kind: 'snapshot', arn }],
  ] as const)('a restore of %s loses no setting', async (_what, origin) => {
    fake.add({ id: 'orders', kind, settings });
    expect(await of().restore(order({ origin }))).toBe('begun');
    await of().set('orders-drill', settings, []);
    const restored = await of().find('orders-drill');
    expect(restored?.secretArn).toBe('secret-of-orders-drill');
    expect(restored?.tags).toEqual({ [TAGS.run]: 'r' });
    const lost = restored && parityOf(settings, restored.settings).filter(({ same }) => !same);
    expect(lost).toEqual([]);
  });

  test('a name that is taken is told, a refusal is one, and what passes is not', async () => {
    fake.add({ id: 'orders', kind });
    await of().restore(order());
    expect(await of().restore(order())).toBe('exists');
    const action = kind === 'cluster' ? 'RestoreDBClusterToPointInTime' : 'RestoreDBInstanceToPointInTime';
    fake.errors.set(action, new AwsError('KMSKeyNotAccessibleFault', 'no'));
    await expect(of().restore(order())).rejects.toThrow(RefusedError);
    fake.errors.set(action, new AwsError('ThrottlingException', 'slow down'));
    await expect(of().restore(order())).rejects.not.toThrow(RefusedError);
  });

  test('protection is lifted, and only then is it removed; what is gone stays gone', async () => {
    fake.add({ id: 'orders', kind, settings });
    await expect(of().remove('orders')).rejects.toThrow(/protected/);
    await of().unprotect('orders');
    await of().remove('orders');
    expect(fake.databases.size).toBe(0);
    await of().remove('orders');
  });

  test('a new name is taken', async () => {
    fake.add({ id: 'orders-drill', kind });
    await of().rename('orders-drill', 'orders');
    expect([...fake.databases.keys()]).toEqual(['orders']);
  });

  test('what RDS said of a failure is told', async () => {
    fake.add({ id: 'orders', kind });
    fake.events.push({ of: 'orders', says: 'the storage is gone' }, { of: 'other', says: 'x' });
    expect(await of().failures('orders')).toContain('the storage is gone');
  });

  test('backups: the continuous one, snapshots of RDS and of AWS Backup, or the one that is named', async () => {
    fake.add({ id: 'orders', kind });
    const taken = { of: 'orders', kind, takenAt: new Date(9e11) };
    fake.snapshots.push({ ...taken, arn, type: 'automated' });
    fake.snapshots.push({ ...taken, arn: `${arn}-job`, type: 'awsbackup' });
    fake.snapshots.push({ ...taken, arn: `${arn}-other`, of: 'other', type: 'automated' });
    const found = await of().backups('orders', undefined);
    expect(found.continuous).toMatchObject({ earliest: new Date(0), latest: new Date(1e12) });
    expect(found.snapshots.map(each => each.arn)).toEqual([arn, `${arn}-job`]);
    const only = await of().backups('orders', `${arn}-job`);
    expect(only.continuous).toBeUndefined();
    expect(only.snapshots.map(each => each.arn)).toEqual([`${arn}-job`]);
  });
});

test('where the source is gone, its snapshots tell that it was a cluster', async () => {
  const arn = 'arn:aws:rds:r:1:cluster-snapshot:s';
  fake.snapshots.push({ arn, of: 'orders', kind: 'cluster', type: 'awsbackup', takenAt: new Date(1) });
  const rds = eitherRds(sdkInstances(client), sdkClusters(client));
  expect((await rds.backups('orders', undefined)).snapshots).toHaveLength(1);
});

describe('small gp3 storage', () => {
  test('is not told how fast it is: RDS refuses that', async () => {
    const small = { ...SET, allocatedStorage: 100, iops: 3000, storageThroughput: 125 };
    const restored = await sdkInstances(client).restore({
      ...{ source: 'orders', target: 'orders-drill', time: new Date(0), settings: small, tags: {} },
      origin: { kind: 'continuous' },
    });
    expect(restored).toBe('begun');
    expect(fake.databases.get('orders-drill')?.settings.iops).toBeNull();
  });
});

test('the sweep finds leaked drills, and neither production nor recoveries nor members of a cluster', async () => {
  process.env.CLUSTERS = 'true';
  const tags = { [TAGS.run]: 'r', [TAGS.mode]: 'drill', [TAGS.expires]: '2026-01-01T00:00:00.000Z' };
  fake.add({ id: 'orders', kind: 'instance' });
  fake.add({ id: 'foreign-drill', kind: 'instance', tags: { owner: 'somebody' } });
  fake.add({ id: 'leaked-drill', kind: 'instance', tags });
  fake.add({ id: 'leaked-cluster-drill', kind: 'cluster', tags });
  fake.add({ id: 'member', kind: 'instance', tags, member: 'leaked-cluster-drill' });
  fake.add({ id: 'orders-recovery', kind: 'instance', tags: { ...tags, [TAGS.mode]: 'recovery' } });
  fake.add({
    id: 'young-drill',
    kind: 'instance',
    tags: { ...tags, [TAGS.expires]: '2026-03-01T00:00:00.000Z' },
  });
  const found = await expiredTargets(client, new Date('2026-02-01T00:00:00.000Z'));
  delete process.env.CLUSTERS;
  expect(found).toEqual(['leaked-drill', 'leaked-cluster-drill']);
});
