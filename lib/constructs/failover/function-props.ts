import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { LambdaCode } from '../lambda-code.ts';

export interface FailoverFunctionsProps {
  readonly environment: string;
  readonly primaryRegion: string;
  /** Where the alarms are that see services from outside, and their names. */
  readonly alarms: { readonly region: string; readonly names: readonly string[] };
  readonly reports: { readonly bucket: s3.IBucket; readonly signer: kms.IKey; readonly key: kms.IKey };
  readonly key: kms.IKey;
  /** Where looks go that failed. */
  readonly undelivered: sqs.IQueue;
  readonly code: LambdaCode;
  readonly keep: boolean;
}
