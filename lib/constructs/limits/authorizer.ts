import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { plansSetting } from '../../promises/limits/plans-setting.ts';
import type { LimitPlan } from '../../promises/limits/rules.ts';
import { grantTable } from '../grants.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { CovenantFunction } from '../lambda-function.ts';
import { mark } from '../mark.ts';

export interface LimitAuthorizerProps {
  readonly name: string;
  readonly plans: readonly LimitPlan[];
  /** The agreement's zone, in which days and months begin. */
  readonly timeZone: string;
  readonly table: dynamodb.ITableV2;
  readonly key: kms.IKey;
  readonly code: LambdaCode;
  readonly keep: boolean;
  readonly tenant?: string | undefined;
  readonly reserved?: number | undefined;
}

/**
 * Says whose key it is, and counts the calls of plans whose limits are hard or hourly, which usage plans cannot keep
 * (AWS facts 1 and 2). Its answer is never kept: each call counts, and an upgrade holds at once (OPS-7).
 */
export class LimitAuthorizer extends Construct {
  readonly authorizer: apigateway.RequestAuthorizer;

  constructor(scope: Construct, id: string, props: LimitAuthorizerProps) {
    super(scope, id);
    const { fn } = new CovenantFunction(this, 'Authorize', {
      source: 'limits-authorize',
      functionName: `${props.name}-limits-authorize`,
      description: 'Says who calls and whether the call is within its limits',
      code: props.code,
      key: props.key,
      keep: props.keep,
      reserved: props.reserved,
      settings: {
        TABLE: props.table.tableName,
        PLANS: JSON.stringify(plansSetting(props.plans)),
        ZONE: props.timeZone,
      },
      marks: { promise: 'limits', tenant: props.tenant, role: 'authorizer' },
    });
    grantTable(fn, props.table, props.key, ['GetItem', 'UpdateItem']);
    this.authorizer = new apigateway.RequestAuthorizer(this, 'Authorizer', {
      handler: fn,
      identitySources: [apigateway.IdentitySource.header('x-api-key')],
      resultsCacheTtl: Duration.seconds(0),
    });
    mark(this.authorizer, { promise: 'limits', tenant: props.tenant, role: 'authorizer' });
  }
}
