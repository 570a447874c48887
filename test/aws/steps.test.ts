import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { putSteps, stepMetrics } from '../../lib/aws/step-metrics.ts';
import type { StepStore } from '../../lib/aws/step-store.ts';
import type { StepEvent } from '../../lib/promises/performance/rules.ts';
import type { WatchedStep } from '../../lib/promises/performance/watching.ts';
import { dynamoTable } from '../ledger/dynamo-table.ts';
import { stepStoreContract } from './step-store-contract.ts';

const table = dynamoTable();
afterAll(() => table.stop());

/** The model that the real store is held against. */
function memory(): StepStore {
  const events = new Map<string, StepEvent>();
  return {
    add: async each => void events.set(JSON.stringify(each), each),
    read: async (tenant, from, until) =>
      [...events.values()].filter(each => each.tenant === tenant && each.at >= from && each.at <= until),
  };
}

stepStoreContract('memory', memory);
stepStoreContract('DynamoDB', () => table.openSteps());

const measured: WatchedStep = {
  party: 'plan-lean',
  step: 'acknowledged',
  ...{ count: 3, open: 1, late: 1, worst: 31_250, p50: 1_000, p95: 31_250, p99: 31_250 },
  ...{ promised: 31_250, kept: false },
};
const silent = { ...measured, worst: undefined, p95: undefined, promised: undefined, kept: undefined };

test('a step is told in seconds, for one party; of a step that nobody went through nothing is told', () => {
  const [first] = stepMetrics('alerts', [measured]);
  expect(first).toEqual({
    MetricName: 'PromisedSeconds',
    Value: 31.25,
    Unit: 'Seconds',
    Dimensions: [
      { Name: 'Environment', Value: 'alerts' },
      { Name: 'Party', Value: 'plan-lean' },
      { Name: 'Step', Value: 'acknowledged' },
    ],
  });
  expect(stepMetrics('alerts', [silent])).toEqual([]);
});

test('that measuring came to its end is told last, and no call has more than a thousand metrics', async () => {
  const calls: { MetricName: string }[][] = [];
  const client = Object.assign(new CloudWatchClient({ region: 'eu-central-1' }), {
    send: async (command: { input: { MetricData: { MetricName: string }[] } }) =>
      void calls.push(command.input.MetricData),
  });
  await putSteps(client, 'alerts', Array(400).fill(measured));
  expect(calls.map(call => call.length)).toEqual([1000, 201]);
  expect(calls.at(-1)?.at(-1)?.MetricName).toBe('StepsMeasured');
});
