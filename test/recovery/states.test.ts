import { begin } from '../../lib/promises/recovery/begin.ts';
import { STEPS } from '../../lib/promises/recovery/machine.ts';
import { statesOf } from '../../lib/promises/recovery/states.ts';

const CONFIGURATION = {
  place: 'primary',
  databases: { 'shop-orders': { recoveryTime: 7200, recoveryPoint: 300 } },
  checks: { database: 'service', application: { sql: 's', answer: 'a' }, indexes: [], withinSeconds: 9 },
  report: { bucket: 'reports', signedWith: 'key' },
};
const EXECUTION = { name: 'e-1', startedAt: '2026-11-22T05:00:00.000Z' };

const arns = {
  'choose-point': 'a',
  restore: 'b',
  wait: 'c',
  validate: 'd',
  'take-over': 'e',
  teardown: 'f',
  measure: 'g',
};
const machine = JSON.parse(
  JSON.stringify(statesOf({ begin: 'z', steps: arns, configuration: CONFIGURATION, timeout: 60 })),
);

test('every state that is named exists, and every one is reached', () => {
  const reached = new Set<string>();
  const queue = [machine.StartAt];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const state = machine.States[name];
    expect(state).toBeDefined();
    const next = [...(state.Choices ?? []), ...(state.Catch ?? []), state].flatMap(each => [
      each.Next,
      each.Default,
    ]);
    queue.push(...next.filter(each => each !== undefined));
  }
  expect([...reached].sort()).toEqual(Object.keys(machine.States).sort());
});

test('steps retry as the pure machine says, and a crash goes on to what must always run', () => {
  for (const { name, retry } of STEPS) {
    const state = machine.States[name];
    expect(state.Retry[0]).toMatchObject({
      MaxAttempts: retry.times,
      IntervalSeconds: retry.after,
      BackoffRate: 2,
    });
    expect(state.Catch[0].Next).toBe(`after ${name}`);
    expect(state.Catch[0].Output).toContain("'code': 'crash'");
  }
  expect(machine.States['after validate'].Default).toBe('teardown');
  expect(machine.States['after teardown'].Default).toBe('measure');
  expect(machine.States['after measure'].Default).toBe('not measured');
});

test('only a green recovery takes over', () => {
  const [, takesOver] = machine.States['after validate'].Choices;
  expect(takesOver).toEqual({
    Condition: "{% $states.input.request.mode = 'recovery' and $count($states.input.reasons) = 0 %}",
    Next: 'take-over',
  });
});

test('nobody pays for waiting: a step is called again after a pause of its own', () => {
  for (const { name } of STEPS) {
    expect(machine.States[`pause ${name}`]).toMatchObject({ Type: 'Wait', Next: name });
  }
});

test('a trigger becomes a state with the promised times, and a duplicate joins its run', () => {
  const trigger = { database: 'shop-orders', mode: 'drill', run: 'r-1' };
  const state = begin({ trigger, configuration: CONFIGURATION, execution: EXECUTION });
  expect(state.target).toBe('shop-orders-drill');
  expect(state.request).toMatchObject({
    run: 'r-1',
    to: 'latest',
    promised: { recoveryTime: 7200, recoveryPoint: 300 },
  });
  const bare = begin({ trigger: {}, configuration: CONFIGURATION, execution: EXECUTION });
  expect(bare.request).toMatchObject({ run: 'e-1', mode: 'drill', source: 'shop-orders' });
});

test('an unknown database and another region are refused', () => {
  const refuse = (trigger: object) => () =>
    begin({ trigger, configuration: CONFIGURATION, execution: EXECUTION });
  expect(refuse({ database: 'other' })).toThrow(/shop-orders/);
  expect(refuse({ from: 'recovery-region' })).toThrow(/in the other region/);
});
