import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import type { Probe } from '../../promises/availability/probes.ts';
import { acknowledge } from '../acknowledge.ts';
import { mark } from '../mark.ts';

/** API Gateway waits no longer (AWS fact 4). */
const LONGEST_WAIT = Duration.seconds(29);

const NO_COGNITO =
  'Callers prove themselves with an API key and an authorizer, as was agreed; there is no user pool.';

/** The routes that customers call: each needs a key and passes the authorizer. */
export function addCustomerMethod(
  resource: apigateway.IResource,
  method: string,
  integration: apigateway.Integration,
  options: apigateway.MethodOptions & { readonly tenant?: string | undefined },
): apigateway.Method {
  const { tenant, ...rest } = options;
  const made = resource.addMethod(method, integration, { ...rest, apiKeyRequired: true });
  mark(made, { promise: 'access', tenant, role: 'customer-route' });
  acknowledge(made, { 'AwsSolutions-COG4': NO_COGNITO });
  return made;
}

/** One route per component, without a key: health checkers have none, and learn nothing but whether it works. */
export function addProbes(
  api: apigateway.RestApi,
  probes: readonly Probe[],
  integrationOf: (path: string) => apigateway.Integration,
  tenant: string | undefined,
): void {
  for (const path of new Set(probes.map(probe => probe.path))) {
    const made = api.root.resourceForPath(path).addMethod('GET', integrationOf(path));
    mark(made, { promise: 'availability', tenant, role: 'probe-route' });
    const reason = 'Health checkers cannot send a key; the answer tells only whether the component works.';
    acknowledge(made, { 'AwsSolutions-APIG4': reason, 'AwsSolutions-COG4': reason, CKV_AWS_59: reason });
  }
}

export function toFunction(handler: lambda.IFunction): apigateway.Integration {
  return new apigateway.LambdaIntegration(handler, { allowTestInvoke: false, timeout: LONGEST_WAIT });
}

/** To an HTTPS address of one's own, whose certificate API Gateway verifies. */
export function toAddress(address: string, path: string, tenantKnown: boolean): apigateway.Integration {
  const parameters = {
    ...(path.includes('{proxy}') && { 'integration.request.path.proxy': 'method.request.path.proxy' }),
    ...(tenantKnown && { 'integration.request.header.x-covenant-tenant': 'context.authorizer.tenant' }),
  };
  return new apigateway.HttpIntegration(`${address.replace(/\/$/, '')}${path}`, {
    httpMethod: tenantKnown ? 'ANY' : 'GET',
    proxy: true,
    options: { timeout: LONGEST_WAIT, requestParameters: parameters },
  });
}
