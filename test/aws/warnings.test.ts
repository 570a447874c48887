import { type WarnedUsage, warn } from '../../lib/aws/warnings.ts';

const caller = { tenant: 'oak', plan: 'small', keyId: 'k' };
const plan = { calls: { calls: 1000, window: 'month' }, warnAt: ['80%', '100%'], counted: false } as const;
const window = { name: '2026-03-01', startsAt: 0, endsAt: 1 };

function tools(fails = false) {
  const sent: string[] = [];
  let known = 0;
  let broken = fails;
  const warned: WarnedUsage = {
    read: async () => known,
    write: async (_tenant, _window, usage) => {
      if (broken) {
        broken = false;
        throw new Error('crashed');
      }
      known = Math.max(known, usage);
    },
  };
  return { sent, tools: { warned, messenger: { send: async (subject: string) => void sent.push(subject) } } };
}

test('each share is warned of once, however often usage is looked at', async () => {
  const { sent, tools: used } = tools();
  for (const usage of [100, 799, 800, 800, 950, 1000, 1000]) await warn(caller, plan, window, usage, used);
  expect(sent).toEqual(['oak has used 80% of its calls', 'oak has used 100% of its calls']);
});

test('a crash after the message may send it twice and never loses it', async () => {
  const { sent, tools: used } = tools(true);
  await expect(warn(caller, plan, window, 800, used)).rejects.toThrow('crashed');
  await warn(caller, plan, window, 800, used);
  expect(sent).toEqual(['oak has used 80% of its calls', 'oak has used 80% of its calls']);
});
