import type { Statement } from './service-role.ts';

/** What every state machine's role needs to deliver its log and its traces; neither has a resource to name. */
export const LOGS_AND_TRACES: Statement = {
  actions: [
    'logs:CreateLogDelivery',
    'logs:GetLogDelivery',
    'logs:UpdateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
  ],
  resources: ['*'],
};

/** Why findings about that statement are accepted. */
export const UNNAMED =
  'Delivery of logs and traces has no resource to name (Step Functions developer guide, cw-logs and xray-iam).';
