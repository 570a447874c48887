import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { LambdaCode } from './lambda-code.ts';
import type { AlarmGround } from './monitoring/alarm.ts';

/** What the parts of a status page share. */
export interface StatusGround {
  readonly environment: string;
  readonly ground: AlarmGround;
  readonly code: LambdaCode;
  /** Encrypts tables, topics, queues, logs, settings and schedules. */
  readonly key: kms.IKey;
  /** Where an event goes that could not be handled. */
  readonly failures: sqs.IQueue;
  /** Whether what was written outlives the stack. @default true */
  readonly keep?: boolean;
}
