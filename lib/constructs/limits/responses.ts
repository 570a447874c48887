import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type { LimitPlan } from '../../promises/limits/rules.ts';
import { mark } from '../mark.ts';

/** What HTTP has for too many requests (RFC 6585), where the agreement states no answer of its own. */
const TOO_MANY_REQUESTS = 429;

/** A throttled caller has a new token after this many seconds at the latest, at any rate of 1/s or more. */
const THROTTLED_FOR = 1;

/**
 * How a call over a limit is answered (OPS-7): the agreement's status and, where it is known, the seconds until it is
 * worth trying again. The authorizer refuses by a Deny, which API Gateway calls ACCESS_DENIED.
 */
export function addLimitResponses(
  api: apigateway.RestApi,
  plans: readonly LimitPlan[],
  tenant?: string,
): void {
  const status = String(plans.find(plan => plan.limits?.beyond)?.limits?.beyond?.answer ?? TOO_MANY_REQUESTS);
  add(api, tenant, 'QUOTA_EXCEEDED', status, {});
  add(api, tenant, 'THROTTLED', status, { 'gatewayresponse.header.Retry-After': `'${THROTTLED_FOR}'` });
  add(api, tenant, 'ACCESS_DENIED', status, {
    'gatewayresponse.header.Retry-After': 'context.authorizer.retryAfter',
  });
}

function add(
  api: apigateway.RestApi,
  tenant: string | undefined,
  responseType: string,
  statusCode: string,
  responseParameters: Record<string, string>,
): void {
  const response = new apigateway.CfnGatewayResponse(api, `Answer-${responseType}`, {
    restApiId: api.restApiId,
    responseType,
    statusCode,
    responseParameters,
    responseTemplates: { 'application/json': '{"error":"over the limit of your plan"}' },
  });
  mark(response, { promise: 'limits', tenant, role: `answer-${responseType.toLowerCase()}` });
}
