import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Marks } from '../promises/evidence.ts';
import { acknowledge } from './acknowledge.ts';
import type { LambdaCode } from './lambda-code.ts';
import { mark } from './mark.ts';

export interface CovenantFunctionProps {
  /** The file in lambdas/ without its ending. */
  readonly source: string;
  /** The function's physical name, by which alarms and operators find it. */
  readonly functionName: string;
  readonly description: string;
  readonly code: LambdaCode;
  /** Encrypts its log and its settings. */
  readonly key: kms.IKey;
  /** @default no settings */
  readonly settings?: Readonly<Record<string, string>>;
  /** @default 10 seconds */
  readonly timeout?: Duration;
  /** In MB; Lambda gives CPU in proportion. @default 512 */
  readonly memory?: number;
  /**
   * Executions set aside for it alone, and its most. Needs as much free concurrency in the account.
   * @default what the account has left
   */
  readonly reserved?: number | undefined;
  /** The network it runs in, spread over the subnets' zones. @default none: it reaches AWS only */
  readonly network?: { readonly vpc: ec2.IVpc; readonly subnetGroupName: string };
  /** Where an event goes that could not be handled; for functions nobody waits for. @default none */
  readonly onFailure?: sqs.IQueue;
  /** @default three months */
  readonly logsKept?: logs.RetentionDays;
  /** Whether its log outlives the stack. @default true */
  readonly keep?: boolean;
  /** @default no marks */
  readonly marks?: Marks;
}

/** The Node runtime holds the authorities that sign RDS's certificates here; Node reads them only when told. */
const AUTHORITIES = { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' };

/** A function with a log of its own, tracing, and no right that was not granted to it. */
export class CovenantFunction extends Construct {
  readonly fn: lambda.Function;
  /** The group to which a database opens its port; undefined outside of a network. */
  readonly securityGroup: ec2.SecurityGroup | undefined;

  constructor(scope: Construct, id: string, props: CovenantFunctionProps) {
    super(scope, id);
    this.securityGroup = props.network && this.addSecurityGroup(props.functionName, props.network.vpc);
    const logGroup = this.addLogGroup(props);
    this.fn = new lambda.Function(this, 'Function', {
      ...props.code.of(props.source),
      functionName: props.functionName,
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: props.memory ?? 512,
      timeout: props.timeout ?? Duration.seconds(10),
      reservedConcurrentExecutions: props.reserved,
      environment: { ...AUTHORITIES, ...props.settings },
      environmentEncryption: props.key,
      tracing: lambda.Tracing.ACTIVE,
      role: this.addRole(props, logGroup),
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      deadLetterQueue: props.onFailure,
      ...this.placement(props),
    });
    if (props.marks) mark(this.fn, props.marks);
    this.acknowledgeShape(props);
  }

  private placement({ network }: CovenantFunctionProps): Partial<lambda.FunctionProps> {
    if (!network || !this.securityGroup) return {};
    const vpcSubnets = { subnetGroupName: network.subnetGroupName };
    return { vpc: network.vpc, vpcSubnets, securityGroups: [this.securityGroup] };
  }

  private addLogGroup(props: CovenantFunctionProps): logs.LogGroup {
    return new logs.LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${props.functionName}`,
      retention: props.logsKept ?? logs.RetentionDays.THREE_MONTHS,
      encryptionKey: props.key,
      removalPolicy: (props.keep ?? true) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  private addRole(props: CovenantFunctionProps, log: logs.LogGroup): iam.Role {
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    log.grantWrite(role);
    if (props.network) this.allowInterfaces(role);
    return role;
  }

  private allowInterfaces(role: iam.Role): void {
    role.addToPrincipalPolicy(NETWORK_INTERFACES);
    const policy = role.node.tryFindChild('DefaultPolicy');
    if (policy) acknowledge(policy, { CKV_AWS_111: INTERFACES_UNNAMED });
  }

  private addSecurityGroup(name: string, vpc: ec2.IVpc): ec2.SecurityGroup {
    const description = `The function ${name}`;
    const group = new ec2.SecurityGroup(this, 'Group', { vpc, description, allowAllOutbound: false });
    group.addEgressRule(ec2.Peer.ipv4(vpc.vpcCidrBlock), ec2.Port.tcp(443), 'HTTPS to the endpoints of AWS');
    return group;
  }

  private acknowledgeShape(props: CovenantFunctionProps): void {
    acknowledge(this, {
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray has no resources to name, and neither have the network interfaces that Lambda makes; both are what AWS documents for a function.',
      'NIST.800.53.R5-IAMNoInlinePolicy':
        'The policy belongs to this one function and goes with it; as a managed policy others could attach it.',
    });
    if (!props.network) {
      acknowledge(this.fn, { 'NIST.800.53.R5-LambdaInsideVPC': NO_NETWORK, CKV_AWS_117: NO_NETWORK });
    }
    if (!props.onFailure) {
      acknowledge(this.fn, {
        'NIST.800.53.R5-LambdaDLQ': NO_QUEUE,
        'Serverless-LambdaDLQ': NO_QUEUE,
        CKV_AWS_116: NO_QUEUE,
      });
    }
    if (props.reserved === undefined) {
      acknowledge(this.fn, {
        'NIST.800.53.R5-LambdaConcurrency': NOTHING_RESERVED,
        CKV_AWS_115: NOTHING_RESERVED,
      });
    }
  }
}

/** Lambda itself makes the interfaces before the function exists, so no resource can be named (AWSLambdaVPCAccessExecutionRole). */
const NETWORK_INTERFACES = new iam.PolicyStatement({
  actions: [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ],
  resources: ['*'],
});

const NO_NETWORK =
  'It reaches AWS interfaces only, each by IAM; a network would add something that can fail and protect nothing.';
const NO_QUEUE = 'It is invoked synchronously: its caller gets the error.';
const NOTHING_RESERVED = 'It runs rarely; setting concurrency aside for it would take it from customers.';
const INTERFACES_UNNAMED =
  'The network interfaces that Lambda makes have no name before they exist; the actions are those of AWSLambdaVPCAccessExecutionRole.';
