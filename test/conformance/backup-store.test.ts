import { BackupStore } from '../../conformance/emulator/backup-store.ts';

const region = 'eu-central-1';
const call = (method: string, path: string, body: object = {}) => ({
  method,
  region,
  path,
  body: JSON.stringify(body),
});

describe('what stands in for the emulator’s missing parts of AWS Backup', () => {
  test('a lock is described with its vault, in its own region only, until it is taken off', () => {
    const store = new BackupStore();
    store.answer(call('PUT', '/backup-vaults/v/vault-lock', { MinRetentionDays: 7, MaxRetentionDays: 35 }));
    const described = (there: string) =>
      JSON.parse(store.withLock({ ...call('GET', '/backup-vaults/v'), region: there }, '{"Locked":false}'));
    expect(described(region)).toEqual({ Locked: true, MinRetentionDays: 7, MaxRetentionDays: 35 });
    expect(described('eu-west-1')).toEqual({ Locked: false });
    store.answer(call('DELETE', '/backup-vaults/v/vault-lock'));
    expect(described(region)).toEqual({ Locked: false });
  });

  test('what was made is listed and read back; what was not is not found', () => {
    const store = new BackupStore();
    store.answer(
      call('POST', '/audit/report-plans', { ReportPlanName: 'r', ReportSetting: { ReportTemplate: 'T' } }),
    );
    const read = (path: string) => store.answer(call('GET', path));
    expect(JSON.parse(read('/audit/report-plans/r')?.body ?? '')).toMatchObject({
      ReportPlan: { ReportPlanName: 'r' },
    });
    expect(JSON.parse(read('/audit/report-plans')?.body ?? '').ReportPlans).toHaveLength(1);
    expect(read('/audit/report-plans/other')?.status).toBe(400);
  });

  test('everything else is the emulator’s to answer', () => {
    expect(new BackupStore().answer(call('GET', '/backup-vaults'))).toBeUndefined();
  });
});
