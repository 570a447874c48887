import { BackupEvents } from '../../lib/constructs/backups/events.ts';
import { bareStack, templateOf } from './bare.data.ts';

test('events of restores are found by their status, of backups and copies by their state', () => {
  const stack = bareStack();
  new BackupEvents(stack, 'Events', { email: 'operations@example.com' });
  const rules = Object.values(templateOf(stack).findResources('AWS::Events::Rule'));
  const words = rules.map(({ Properties }) => [
    Properties.EventPattern['detail-type'][0].split(' ')[0],
    Object.keys(Properties.EventPattern.detail)[0],
  ]);
  expect(Object.fromEntries(words)).toEqual({ Backup: 'state', Copy: 'state', Restore: 'status' });
});
