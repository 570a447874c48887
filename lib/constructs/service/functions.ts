import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import type { Probe } from '../../promises/availability/probes.ts';
import type { DatabasePlace } from '../../promises/databases/place.ts';
import { WRITE_SECONDS } from '../../promises/failover/lease.ts';
import type { LimitPlan } from '../../promises/limits/rules.ts';
import { accountInFindings, acknowledge, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import type { Database } from '../databases/index.ts';
import { PORT } from '../databases/settings.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { CovenantFunction } from '../lambda-function.ts';
import { SUBNETS } from '../network.ts';
import type { DatabaseSite } from '../recovery/restorable.ts';

/** The database of some plans: one that stands, or one that will be restored and then written in a secret. */
export interface ServiceDatabase {
  readonly plans: readonly string[];
  readonly at: Database | Restored;
  /** The secret in which a recovery writes where the database is from then on. @default it never moves */
  readonly movedTo?: string | undefined;
}

/** A database that a restore will name in the secret `restored`. */
interface Restored {
  readonly restored: string;
  /** Where it will be. @default nothing is prepared for it */
  readonly site?: DatabaseSite | undefined;
}

export interface ReferenceServiceProps {
  readonly name: string;
  readonly vpc: ec2.IVpc;
  readonly databases: readonly ServiceDatabase[];
  readonly probes: readonly Probe[];
  readonly plans: readonly LimitPlan[];
  readonly key: kms.IKey;
  readonly code: LambdaCode;
  readonly keep: boolean;
  readonly tenant?: string | undefined;
  /** Executions set aside, so that a neighbour's burst takes none of them. @default none */
  readonly reserved?: { readonly records: number; readonly health: number } | undefined;
  /** Seconds after which work is stopped, where that was promised (AGENT-4). @default as long as a call usually may */
  readonly stopAfter?: number | undefined;
  /**
   * The table of writer leases and the region that writes where it says nothing; for a service that can fail over.
   * @default it always writes
   */
  readonly writer?: WriterSetting | undefined;
}

/** What a service asks before it writes. */
export interface WriterSetting {
  readonly table: string;
  readonly primary: string;
}

/** Seconds; a database that answers at all answers within half of it. */
const USUAL_TIMEOUT = 10;

/**
 * The small service that ships with Covenant: a health route that really asks the database, and records in
 * PostgreSQL. It runs in a subnet of every zone, so that any one may fail (NODE-5).
 */
export class ReferenceService extends Construct {
  readonly health: CovenantFunction;
  readonly records: CovenantFunction;

  constructor(scope: Construct, id: string, props: ReferenceServiceProps) {
    super(scope, id);
    const components = Object.fromEntries(props.probes.map(probe => [probe.path, probe.component]));
    this.health = this.add(
      props,
      'health',
      'Whether the service and its database work',
      props.reserved?.health,
      {
        COMPONENTS: JSON.stringify(components),
      },
    );
    this.records = this.add(props, 'records', "A tenant's records", props.reserved?.records, {
      MAX_BYTES: JSON.stringify(largestMessages(props.plans)),
    });
  }

  private add(
    props: ReferenceServiceProps,
    what: 'health' | 'records',
    description: string,
    reserved: number | undefined,
    settings: Readonly<Record<string, string>>,
  ): CovenantFunction {
    const made = new CovenantFunction(this, what === 'health' ? 'Health' : 'Records', {
      source: `service-${what}`,
      functionName: `${props.name}-${what}`,
      ...{ description, reserved, code: props.code, key: props.key, keep: props.keep },
      timeout: Duration.seconds(timeoutOf(props)),
      settings: {
        ...settings,
        ...writerSettings(props),
        DATABASES: Stack.of(this).toJsonString(placesOf(props.databases)),
      },
      network: { vpc: props.vpc, subnetGroupName: SUBNETS.service },
      marks: { promise: 'databases', tenant: props.tenant, role: 'service' },
    });
    connect(made, props.databases);
    if (props.writer) letAsk(made, props.writer);
    return made;
  }
}

/** A call that may write ends in the time that a fence waits for. */
function timeoutOf({ stopAfter, writer }: ReferenceServiceProps): number {
  return Math.min(USUAL_TIMEOUT, stopAfter ?? USUAL_TIMEOUT, writer ? WRITE_SECONDS : USUAL_TIMEOUT);
}

function writerSettings({ name, writer }: ReferenceServiceProps): Readonly<Record<string, string>> {
  return writer ? { WRITER: JSON.stringify({ ...writer, service: name }) } : {};
}

/** Reads who may write, through the gateway to DynamoDB: the one way out of a network that has no other. */
function letAsk({ fn, securityGroup }: CovenantFunction, { table }: WriterSetting): void {
  const arn = Stack.of(fn).formatArn({ service: 'dynamodb', resource: 'table', resourceName: table });
  fn.addToRolePolicy(new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [arn] }));
  securityGroup?.addEgressRule(
    ec2.Peer.anyIpv4(),
    ec2.Port.tcp(443),
    'DynamoDB, by the gateway of the network',
  );
}

function placesOf(databases: readonly ServiceDatabase[]): Record<string, DatabasePlace> {
  return Object.fromEntries(
    databases.flatMap(({ plans, at, movedTo }) => {
      const place =
        'restored' in at
          ? { restored: at.restored }
          : { host: at.host, port: PORT, name: at.name, secret: at.secretArn, movedTo };
      return plans.map(plan => [plan, place]);
    }),
  );
}

function connect(made: CovenantFunction, databases: readonly ServiceDatabase[]): void {
  for (const { at, movedTo } of databases) {
    if ('restored' in at) grantRestored(made, at);
    else {
      at.grantRead(made.fn);
      if (movedTo !== undefined) grantRestored(made, { restored: movedTo, site: at });
    }
    const site = 'restored' in at ? at.site : at;
    if (made.securityGroup) site?.allowFrom(made.securityGroup);
  }
}

/**
 * The secret is written when a database has been restored; Secrets Manager ends its ARN with six letters of its own.
 * It names another, with the password that RDS keeps of a database of that identifier.
 */
function grantRestored(made: CovenantFunction, { restored, site }: Restored): void {
  const { fn } = made;
  const stack = Stack.of(fn);
  const actions = ['secretsmanager:GetSecretValue'];
  const arn = stack.formatArn({ service: 'secretsmanager', resource: `secret:${restored}-??????` });
  fn.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [arn] }));
  if (!site) return;
  const passwords = arnOf(fn, { service: 'secretsmanager', resource: 'secret', name: 'rds!*' });
  const resource = site.topology.endsWith('instance') ? 'db' : 'cluster';
  const tag = resource === 'db' ? 'primaryDBInstanceArn' : 'primaryDBClusterArn';
  const conditions = {
    StringEquals: {
      [`aws:ResourceTag/aws:rds:${tag}`]: arnOf(fn, { service: 'rds', resource, name: site.identifier }),
    },
  };
  fn.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [passwords], conditions }));
  acknowledge(made, restoredReasons(fn));
}

function restoredReasons(fn: IConstruct): Record<string, string> {
  const { region } = Stack.of(fn);
  const arn = `arn:${partitionInFindings(region)}:secretsmanager:${regionInFindings(fn)}:${accountInFindings(fn)}:secret:rds!*`;
  return {
    [`AwsSolutions-IAM5[Resource::${arn}]`]:
      'RDS makes up the name of a secret; the condition asks for that of one database.',
  };
}

/** The largest message of each plan in bytes, as the service checks it. */
function largestMessages(plans: readonly LimitPlan[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    plans.flatMap(({ plan, limits }) => (limits?.payload ? [[plan, limits.payload.max.bytes]] : [])),
  );
}
