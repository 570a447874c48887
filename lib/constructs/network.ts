import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { ownKey } from './encryption.ts';

/** Names of the two groups of subnets, for `vpcSubnets: { subnetGroupName }`. */
export const SUBNETS = { service: 'service', database: 'database' } as const;

export interface NetworkProps {
  /** Names what belongs to it: flow log group and subnet group. */
  readonly name: string;
  /** Availability zones by name, so that synthesis needs no look-up (fact 32). */
  readonly zones: readonly string[];
  /**
   * Addresses of the network; /16 leaves room for six zones.
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;
  /**
   * How long flow logs are kept.
   * @default one year
   */
  readonly flowLogsKept?: logs.RetentionDays;
  /**
   * Whether logs and keys outlive the stack.
   * @default true
   */
  readonly keep?: boolean;
}

/**
 * A network without a way to the internet: no internet gateway, no NAT, no public subnet. What runs in it reaches
 * AWS through endpoints:
 * - Secrets Manager (interface): the service reads the database's credentials there;
 * - DynamoDB and S3 (gateways, free of charge): counters and ledgers, exports.
 *
 * Others are left out on purpose. Lambda writes logs, metrics and traces outside of the network, RDS decrypts with
 * its keys by itself, and IAM tokens for the database are signed without a call.
 */
export class Network extends Construct {
  readonly vpc: ec2.Vpc;
  /** The subnet group in which databases live. */
  readonly databaseSubnetGroup: rds.CfnDBSubnetGroup;
  /** Guards the endpoints; only HTTPS from inside the network reaches them. */
  readonly endpointSecurityGroup: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const cidr = props.cidr ?? '10.0.0.0/16';
    this.vpc = this.addVpc(props, cidr);
    this.endpointSecurityGroup = this.addEndpoints(cidr);
    this.databaseSubnetGroup = this.addSubnetGroup(props);
    this.addFlowLogs(props);
  }

  private addVpc(props: NetworkProps, cidr: string): ec2.Vpc {
    const isolated = ec2.SubnetType.PRIVATE_ISOLATED;
    const vpc = new ec2.Vpc(this, 'Vpc', {
      vpcName: props.name,
      ipAddresses: ec2.IpAddresses.cidr(cidr),
      availabilityZones: [...props.zones],
      natGateways: 0,
      createInternetGateway: false,
      restrictDefaultSecurityGroup: false,
      subnetConfiguration: [
        { name: SUBNETS.service, subnetType: isolated, cidrMask: 20 },
        { name: SUBNETS.database, subnetType: isolated, cidrMask: 24 },
      ],
    });
    acknowledge(vpc, {
      'NIST.800.53.R5-VPCDefaultSecurityGroupClosed':
        'CloudFormation cannot empty a default security group, and the CDK does it with a function that may change any group. Nothing uses it: the audit rule databases/private proves that every database names a group of its own.',
    });
    for (const subnet of vpc.isolatedSubnets) {
      acknowledge(subnet, {
        W3010: 'Zones are named in the environment file, so that synthesis works offline (fact 32).',
      });
    }
    return vpc;
  }

  private addEndpoints(cidr: string): ec2.SecurityGroup {
    const { vpc } = this;
    const description = 'HTTPS from inside the network to the endpoints of AWS';
    const group = new ec2.SecurityGroup(this, 'EndpointGroup', { vpc, description, allowAllOutbound: false });
    group.addIngressRule(ec2.Peer.ipv4(cidr), ec2.Port.tcp(443), description);
    vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    vpc.addGatewayEndpoint('DynamoDb', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
    vpc.addInterfaceEndpoint('SecretsManager', {
      service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER,
      securityGroups: [group],
      open: false,
      subnets: { subnetGroupName: SUBNETS.service },
    });
    return group;
  }

  private addSubnetGroup(props: NetworkProps): rds.CfnDBSubnetGroup {
    return new rds.CfnDBSubnetGroup(this, 'Databases', {
      dbSubnetGroupName: `${props.name}-databases`,
      dbSubnetGroupDescription: 'Subnets without a way to the internet, one in each zone',
      subnetIds: this.vpc.selectSubnets({ subnetGroupName: SUBNETS.database }).subnetIds,
    });
  }

  private addFlowLogs(props: NetworkProps): void {
    const keep = props.keep ?? true;
    const logGroupName = `/covenant/${props.name}/flows`;
    const logGroup = new logs.LogGroup(this, 'FlowLogs', {
      logGroupName,
      encryptionKey: ownKey(this, 'FlowLogKey', {
        description: `Flow logs of ${props.name}`,
        keep,
        logGroups: logGroupName,
      }),
      retention: props.flowLogsKept ?? logs.RetentionDays.ONE_YEAR,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new ec2.CfnFlowLog(this, 'FlowLog', {
      resourceId: this.vpc.vpcId,
      resourceType: 'VPC',
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logGroupName,
      deliverLogsPermissionArn: this.flowLogRole(logGroup).roleArn,
    }).node.addDependency(logGroup);
  }

  private flowLogRole(logGroup: logs.LogGroup): iam.Role {
    const policy = new iam.ManagedPolicy(this, 'FlowLogPolicy', {
      description: 'Lets VPC flow logs write to one log group',
      statements: [
        new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    acknowledge(policy, {
      'AwsSolutions-IAM5[Resource::<NetworkFlowLogs.Arn>]':
        'The ARN of a log group ends in :*, which stands for its own log streams.',
    });
    return new iam.Role(this, 'FlowLogRole', {
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com'),
      managedPolicies: [policy],
    });
  }
}
