import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { STAGE_NAME } from '../../promises/access/names.ts';
import type { LimitPlan } from '../../promises/limits/rules.ts';
import { acknowledge } from '../acknowledge.ts';
import { mark } from '../mark.ts';

export interface ServiceApiProps {
  readonly name: string;
  readonly key: kms.IKey;
  readonly keep: boolean;
  readonly plans: readonly LimitPlan[];
  readonly tenant?: string | undefined;
  /** @default three months */
  readonly logsKept?: logs.RetentionDays;
}

/** An account's own limits in most regions (AWS fact 4): what a plan without a rate may use up. */
const ACCOUNT_RATE = 10_000;
const ACCOUNT_BURST = 5_000;

/** Whom a call was for and how it went; never the key's value. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  tenant: '$context.authorizer.tenant',
  plan: '$context.authorizer.plan',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latency: '$context.responseLatency',
  size: '$context.responseLength',
  error: '$context.error.responseType',
  firewall: '$context.waf.status',
};

/** A REST API that answers only under its own names, writes an access log without keys, and traces its calls. */
export function serviceApi(scope: Construct, id: string, props: ServiceApiProps): apigateway.RestApi {
  const api = new apigateway.RestApi(scope, id, {
    restApiName: props.name,
    description: `The service ${props.name}`,
    endpointConfiguration: { types: [apigateway.EndpointType.REGIONAL] },
    disableExecuteApiEndpoint: true,
    cloudWatchRole: false,
    apiKeySourceType: apigateway.ApiKeySourceType.HEADER,
    deployOptions: stageOptions(scope, id, props),
  });
  // Its address is switched off: nobody should be told of it.
  api.node.tryRemoveChild('Endpoint');
  mark(api, { promise: 'access', tenant: props.tenant, role: 'api' });
  mark(api.deploymentStage, { promise: 'access', tenant: props.tenant, role: 'stage' });
  acknowledge(api.deploymentStage, {
    'NIST.800.53.R5-APIGWCacheEnabledAndEncrypted': NO_CACHE,
    CKV_AWS_120: NO_CACHE,
    'NIST.800.53.R5-APIGWSSLEnabled':
      'The service behind it is a function invoked by IAM, or an HTTPS address that knows its callers by TLS; there is no connection for a client certificate.',
  });
  return api;
}

function stageOptions(scope: Construct, id: string, props: ServiceApiProps): apigateway.StageOptions {
  const logGroup = new logs.LogGroup(scope, `${id}Log`, {
    logGroupName: `/covenant/${props.name}/access`,
    retention: props.logsKept ?? logs.RetentionDays.THREE_MONTHS,
    encryptionKey: props.key,
    removalPolicy: props.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  return {
    stageName: STAGE_NAME,
    accessLogDestination: new apigateway.LogGroupLogDestination(logGroup),
    accessLogFormat: apigateway.AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
    metricsEnabled: true,
    tracingEnabled: true,
    loggingLevel: apigateway.MethodLoggingLevel.ERROR,
    dataTraceEnabled: false,
    throttlingRateLimit: ACCOUNT_RATE,
    throttlingBurstLimit: ACCOUNT_BURST,
  };
}

const NO_CACHE = 'An answer belongs to one tenant; a cache could give it to another.';
