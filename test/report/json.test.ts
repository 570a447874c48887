import { auditJson } from '../../lib/report/json.ts';
import { mixed } from './fixtures.ts';

test('the JSON has the documented shape', () => {
  const json = JSON.parse(JSON.stringify(auditJson(mixed().result)));
  expect(json).toMatchObject({ agreement: 'small', environment: 'test' });
  expect(json.clauses[0]).toMatchObject({
    id: 'S-1',
    promise: 'Data is backed up every day and kept for a week.',
    status: 'broken',
  });
  expect(json.clauses[0].evidence[1]).toEqual({
    template: 'test-data.template.json',
    logicalId: 'FullPlan',
    path: 'Properties.BackupPlan.BackupPlanRule[0].Lifecycle.DeleteAfterDays',
    line: 32,
    expected: '7',
    actual: '6',
    holds: false,
    rule: 'backups/retention',
    plan: 'full',
  });
  expect(json.unclaimed).toEqual([
    { template: 'test-data.template.json', logicalId: 'Spare', type: 'AWS::CloudWatch::Alarm', line: 45 },
  ]);
});
