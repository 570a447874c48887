import { FAILOVER_STEPS } from '../../lib/promises/failover/machine.ts';
import { failoverStatesOf } from '../../lib/promises/failover/states.ts';

const steps = {
  claim: 'a',
  decide: 'b',
  rehearse: 'c',
  fence: 'd',
  'restore-back': 'e',
  ready: 'f',
  shift: 'g',
  open: 'h',
  'roll-back': 'i',
  verify: 'j',
  report: 'k',
};
const machine = JSON.parse(
  JSON.stringify(
    failoverStatesOf({ begin: 'z', steps, restoreMachine: 'restores', configuration: {}, timeout: 60 }),
  ),
);

test('every state that is named exists', () => {
  for (const state of Object.values<Record<string, unknown>>(machine.States)) {
    const { Next, Default, Choices = [], Catch = [] } = JSON.parse(JSON.stringify(state));
    for (const next of [Next, Default, ...[...Choices, ...Catch].map(each => each.Next)]) {
      if (next !== undefined) expect(Object.keys(machine.States)).toContain(next);
    }
  }
});

test('the data is made ready by the restore machine, which is waited for', () => {
  const { ItemProcessor } = machine.States.restore;
  expect(ItemProcessor.States['take over']).toMatchObject({
    Resource: 'arn:aws:states:::states:startExecution.sync:2',
    Arguments: { StateMachineArn: 'restores', Input: { mode: 'recovery', to: 'latest' } },
  });
});

test('a crash anywhere before the opening leads to the way back, and from there to a report', () => {
  const forward = FAILOVER_STEPS.filter(({ runs }) => runs === 'forward');
  for (const { name } of forward) {
    expect(machine.States[name].Catch[0].Next).toBe(`after ${name}`);
    const back = machine.States[`after ${name}`].Choices.find(
      (each: { Next: string }) => each.Next === 'roll-back',
    );
    expect(back.Condition).toContain('$not($count($states.input.reasons) = 0)');
    expect(back.Condition).toContain('$not($exists($states.input.openedAt))');
  }
  expect(machine.States['after roll-back'].Default).toBe('report');
});
