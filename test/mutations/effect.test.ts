import { resourceOf } from '../../lib/audit/resource.ts';
import { backupPlan } from '../audit/fixtures.ts';
import { MutableAssembly } from './mutable.ts';

const original = {
  resources: [
    resourceOf({
      template: 't.json',
      stack: 's',
      region: 'eu-central-1',
      logicalId: 'Plan',
      body: backupPlan('full', 7),
    }),
  ],
};
const DAYS = ['Properties', 'BackupPlan', 'BackupPlanRule', 0, 'Lifecycle', 'DeleteAfterDays'];

test('a mutation changes the copy and never the original', () => {
  const copy = new MutableAssembly(original);
  copy.one('AWS::Backup::BackupPlan', { plan: 'full' }).set(DAYS, 6);
  expect(JSON.stringify(copy.assembly())).toContain('"DeleteAfterDays":6');
  expect(JSON.stringify(original)).toContain('"DeleteAfterDays":7');
});

test('a value can be taken away, made, or the resource removed or moved', () => {
  const copy = new MutableAssembly(original);
  const plan = copy.one('AWS::Backup::BackupPlan');
  plan.set(['Properties', 'BackupPlan', 'BackupPlanRule', 0], undefined);
  plan.set(['Properties', 'New', 'Deep'], true);
  plan.region = 'us-east-1';
  expect(plan.get(['Properties', 'BackupPlan', 'BackupPlanRule'])).toEqual([]);
  expect(copy.assembly().resources[0]).toMatchObject({
    region: 'us-east-1',
    properties: { New: { Deep: true } },
  });
  plan.remove();
  expect(copy.assembly().resources).toEqual([]);
});

test('a mutation that finds nothing to change fails loudly', () => {
  const copy = new MutableAssembly(original);
  expect(() => copy.each('AWS::Backup::BackupPlan', { plan: 'none' }, () => {})).toThrow(
    /no AWS::Backup::BackupPlan/,
  );
});
