import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { grantKey, grantTable } from './grants.ts';
import type { LambdaCode } from './lambda-code.ts';
import { CovenantFunction } from './lambda-function.ts';

export interface TerminationProps {
  readonly environment: string;
  /** The ledgers by which months are billed. */
  readonly ledger: dynamodb.ITableV2;
  readonly code: LambdaCode;
  /** Encrypts the ledger, the settings and the log. */
  readonly key: kms.IKey;
  /** Whether the log outlives the stack. @default true */
  readonly keep?: boolean;
}

/** Lets a subscription end at run time (CAP-2): a function that notes the notice, and can do nothing else. */
export class Termination extends Construct {
  readonly noted: CovenantFunction;

  constructor(scope: Construct, id: string, { environment, ledger, code, key, keep }: TerminationProps) {
    super(scope, id);
    this.noted = new CovenantFunction(this, 'Terminate', {
      source: 'subscription-terminate',
      functionName: `${environment}-subscription-terminate`,
      description: 'Notes the notice by which a customer ends a subscription',
      ...{ code, key, keep: keep ?? true },
      settings: { LEDGER: ledger.tableName },
      marks: { promise: 'subscription', role: 'termination' },
    });
    grantTable(this.noted.fn, ledger, key, ['Query', 'PutItem']);
    grantKey(this.noted.fn, key);
  }
}
