import * as sqs from 'aws-cdk-lib/aws-sqs';
import { isolate } from '../../lib/constructs/isolation.ts';
import { mark } from '../../lib/constructs/mark.ts';
import type { Marks } from '../../lib/promises/evidence.ts';
import { bareStack, templateOf } from './bare.data.ts';

function stackWith(marks: Marks) {
  const stack = bareStack();
  isolate(stack, 'ash');
  mark(new sqs.Queue(stack, 'Queue'), marks);
  return stack;
}

test("a stack with something of a neighbour's is not synthesized", () => {
  expect(() => templateOf(stackWith({ tenant: 'elm' }))).toThrow('Bare/Queue/Resource serves elm, not ash');
  expect(() => templateOf(stackWith({ plan: 'gold' }))).toThrow('serves a shared plan');
});

test('its own things and those of nobody may be there', () => {
  templateOf(stackWith({ tenant: 'ash', plan: 'gold' })).resourceCountIs('AWS::SQS::Queue', 1);
  templateOf(stackWith({ role: 'anything' })).resourceCountIs('AWS::SQS::Queue', 1);
});
