import { measure } from '../../lambdas/backups-freshness.ts';
import { validate } from '../../lambdas/backups-validate.ts';
import { isGreenDrill } from '../../lib/aws/backups/freshness.ts';
import { ageOf } from '../../lib/promises/backups/freshness.ts';
import { judgeRestoreTest } from '../../lib/promises/backups/restore-validation.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const at = (time: string) => new Date(`2026-11-${time}Z`);

test('the age is that of the newest, or of the vault while there is none', () => {
  expect(ageOf({ since: at('01T00:00:00'), newest: at('22T11:00:00') }, NOW)).toBe(3600);
  expect(ageOf({ since: at('22T10:00:00'), newest: undefined }, NOW)).toBe(7200);
  expect(ageOf({ since: undefined, newest: undefined }, NOW)).toBeUndefined();
});

async function lines(proof: Date | undefined) {
  const written: string[] = [];
  const asked: (string | undefined)[] = [];
  const database = {
    database: 'a-b',
    vault: 'a-b',
    copies: { vault: 'a-b-recovery', region: 'eu-west-1' },
    reports: 'reports',
  };
  await measure([database, { database: 'plain', vault: 'plain' }], {
    newestIn: async (vault, region) => {
      asked.push(`${region ?? 'here'}/${vault}`);
      return { since: at('20T12:00:00'), newest: region ? at('21T12:00:00') : at('22T11:00:00') };
    },
    lastProof: async () => proof,
    now: () => NOW,
    write: line => written.push(line),
  });
  return { figures: written.map(line => JSON.parse(line)), asked };
}

test('each database gets its figures, from its own vault and from the one away', async () => {
  const { figures, asked } = await lines(at('22T06:00:00'));
  expect(figures[0]).toMatchObject({
    Database: 'a-b',
    BackupAge: 3600,
    CopyAge: 86_400,
    ProvenRestoreAge: 21_600,
  });
  expect(asked).toEqual(['here/a-b', 'eu-west-1/a-b-recovery', 'here/plain']);
});

test('what is not promised is not measured, and what was never proven is as old as the vault', async () => {
  const { figures } = await lines(undefined);
  expect(figures[0].ProvenRestoreAge).toBe(2 * 86_400);
  expect(Object.keys(figures[1])).toEqual(['_aws', 'Database', 'BackupAge']);
});

test('only a readable green report of a drill is proof', () => {
  const signed = (report: object) => JSON.stringify({ report: JSON.stringify(report) });
  expect(isGreenDrill(signed({ ok: true, mode: 'drill' }))).toBe(true);
  expect(isGreenDrill(signed({ ok: false, mode: 'drill' }))).toBe(false);
  expect(isGreenDrill(signed({ ok: true, mode: 'recovery' }))).toBe(false);
  expect(isGreenDrill('<html>')).toBe(false);
});

const GOOD = {
  status: 'available',
  encrypted: true,
  publiclyAccessible: false,
  engineVersion: '17.6',
  storage: 50,
};

test('a restore test is good when the database is up, encrypted, private and as large', () => {
  expect(judgeRestoreTest(GOOD, GOOD).status).toBe('SUCCESSFUL');
  const wrong = [
    { status: 'failed' },
    { encrypted: false },
    { publiclyAccessible: true },
    { engineVersion: '16.1' },
    { storage: 20 },
  ];
  for (const own of wrong) expect(judgeRestoreTest({ ...GOOD, ...own }, GOOD).status).toBe('FAILED');
  expect(judgeRestoreTest(undefined, GOOD).status).toBe('FAILED');
});

test('AWS Backup is told, and only of restore tests', async () => {
  const told: string[] = [];
  const tools = (isTest: boolean) => ({
    job: async () => ({ restored: 'arn:restored', source: 'arn:source', isTest }),
    find: async () => GOOD,
    report: async (id: string, { status }: { status: string }) => {
      told.push(`${id} ${status}`);
    },
  });
  await validate('job', tools(false));
  expect(told).toEqual([]);
  await validate('job', tools(true));
  expect(told).toEqual(['job SUCCESSFUL']);
});
