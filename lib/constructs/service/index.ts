import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Probe } from '../../promises/availability/probes.ts';
import type { LimitPlan } from '../../promises/limits/rules.ts';
import { Access, type AccessProps } from '../access.ts';
import { acknowledge } from '../acknowledge.ts';
import { ownKey } from '../encryption.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { LimitAuthorizer } from '../limits/authorizer.ts';
import { countersTable } from '../limits/counters-table.ts';
import { addLimitResponses } from '../limits/responses.ts';
import { addUsagePlans } from '../limits/usage-plans.ts';
import { serviceApi } from './api.ts';
import { Firewall } from './firewall.ts';
import { ReferenceService, type ServiceDatabase, type WriterSetting } from './functions.ts';
import { addCustomerMethod, addProbes, toAddress, toFunction } from './routes.ts';

export interface ServiceFrontProps {
  /** Names the API and everything that belongs to it. */
  readonly name: string;
  /** The environment's name, from which usage plans are named. */
  readonly environment: string;
  /** What answers: an HTTPS address of one's own, or the small reference service in a network. */
  readonly backend:
    | { readonly address: string }
    | { readonly vpc: ec2.IVpc; readonly databases: readonly ServiceDatabase[] };
  readonly names: AccessProps['names'];
  readonly zone: AccessProps['zone'];
  readonly probes: readonly Probe[];
  readonly plans: readonly LimitPlan[];
  /** The agreement's zone, in which days and months begin. */
  readonly timeZone: string;
  /** The physical name of the table of keys and counters. */
  readonly limitsTable: string;
  readonly code: LambdaCode;
  /** Whether logs, keys and counters outlive the stack. @default true */
  readonly keep?: boolean;
  /** The dedicated tenant it serves. @default none: it is shared */
  readonly tenant?: string | undefined;
  /** Executions set aside for its functions. @default none */
  readonly reserved?: { readonly records: number; readonly health: number } | undefined;
  /** Seconds after which work is stopped, where that was promised (AGENT-4). @default as long as a call usually may */
  readonly stopAfter?: number | undefined;
  /** What it asks before it writes; for a service that can fail over. @default it always writes */
  readonly writer?: WriterSetting | undefined;
}

/**
 * The front of the service that is promised: an API with keys, plans and a firewall, under names of its own, before
 * the service itself. Usable in any app; everything it needs is in its props.
 */
export class ServiceFront extends Construct {
  readonly api: apigateway.RestApi;
  /** Encrypts logs, settings and counters of this front alone. */
  readonly key: kms.Key;
  readonly reference: ReferenceService | undefined;
  private readonly props: ServiceFrontProps & { readonly keep: boolean };

  constructor(scope: Construct, id: string, props: ServiceFrontProps) {
    super(scope, id);
    this.props = { ...props, keep: props.keep ?? true };
    this.key = this.addKey();
    this.api = serviceApi(this, 'Api', { ...this.props, key: this.key });
    const { authorizer } = this.addAuthorizer();
    this.reference = this.addBackend(authorizer);
    addLimitResponses(this.api, props.plans, props.tenant);
    addUsagePlans(this, { environment: props.environment, api: this.api, plans: props.plans });
    const stage = this.api.deploymentStage;
    new Firewall(this, 'Firewall', { ...this.props, stage, key: this.key });
    new Access(this, 'Access', { ...props, api: this.api });
  }

  private addKey(): kms.Key {
    const { name, keep, tenant } = this.props;
    return ownKey(this, 'Key', {
      description: `Logs, settings and counters of ${name}`,
      keep,
      logGroups: `*${name}*`,
      marks: { promise: tenant ? 'isolation' : 'access', tenant, role: 'service-key' },
    });
  }

  private addAuthorizer(): LimitAuthorizer {
    const { name, plans, timeZone, limitsTable, code, keep, tenant } = this.props;
    const { key } = this;
    const table = countersTable(this, 'Counters', { tableName: limitsTable, key, keep, tenant });
    return new LimitAuthorizer(this, 'Limits', { name, plans, timeZone, table, key, code, keep, tenant });
  }

  private addBackend(authorizer: apigateway.RequestAuthorizer): ReferenceService | undefined {
    const { backend, probes, tenant } = this.props;
    if ('address' in backend) {
      const { address } = backend;
      addProbes(this.api, probes, path => toAddress(address, path, false), tenant);
      this.addProxy(address, authorizer);
      return undefined;
    }
    const service = new ReferenceService(this, 'Service', { ...this.props, ...backend, key: this.key });
    const health = toFunction(service.health.fn);
    addProbes(this.api, probes, () => health, tenant);
    this.addRecords(toFunction(service.records.fn), authorizer);
    return service;
  }

  private addProxy(address: string, authorizer: apigateway.RequestAuthorizer): void {
    const method = addCustomerMethod(
      this.api.root.addResource('{proxy+}'),
      'ANY',
      toAddress(address, '/{proxy}', true),
      { authorizer, tenant: this.props.tenant, requestParameters: { 'method.request.path.proxy': true } },
    );
    acknowledge(method, {
      'AwsSolutions-APIG2': 'What is valid is known to the service behind the address alone.',
    });
  }

  private addRecords(integration: apigateway.Integration, authorizer: apigateway.RequestAuthorizer): void {
    const { tenant } = this.props;
    const requestValidator = new apigateway.RequestValidator(this, 'Validator', {
      restApi: this.api,
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const options = { authorizer, requestValidator, tenant };
    const records = this.api.root.resourceForPath('/v1/records');
    addCustomerMethod(records, 'GET', integration, options);
    const requestModels = { 'application/json': this.addRecordModel() };
    addCustomerMethod(records, 'POST', integration, { ...options, requestModels });
    addCustomerMethod(records.addResource('{id}'), 'GET', integration, {
      ...options,
      requestParameters: { 'method.request.path.id': true },
    });
  }

  private addRecordModel(): apigateway.Model {
    return new apigateway.Model(this, 'RecordModel', {
      restApi: this.api,
      description: 'A record is a JSON object',
      contentType: 'application/json',
      schema: { type: apigateway.JsonSchemaType.OBJECT, minProperties: 1 },
    });
  }
}
