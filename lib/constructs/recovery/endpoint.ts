import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { arnOf } from '../arn.ts';
import { SUBNETS } from '../network.ts';

export interface RdsEndpointProps {
  readonly environment: string;
  readonly vpc: ec2.IVpc;
  /** Takes HTTPS from inside the network. */
  readonly securityGroup: ec2.ISecurityGroup;
}

/**
 * The way to RDS's API out of a network that has no other. It lets callers of this account look at the databases of
 * this environment and do nothing else, whatever their own rights are.
 */
export class RdsEndpoint extends Construct {
  constructor(scope: Construct, id: string, { environment, vpc, securityGroup }: RdsEndpointProps) {
    super(scope, id);
    const endpoint = new ec2.InterfaceVpcEndpoint(this, 'Endpoint', {
      vpc,
      service: ec2.InterfaceVpcEndpointAwsService.RDS,
      securityGroups: [securityGroup],
      open: false,
      subnets: { subnetGroupName: SUBNETS.service },
    });
    endpoint.addToPolicy(
      new iam.PolicyStatement({
        // In the policy of an endpoint an account as principal means its root user only (VPC guide, endpoint policies).
        principals: [new iam.AnyPrincipal()],
        actions: ['rds:DescribeDBInstances', 'rds:DescribeDBClusters'],
        resources: ['db', 'cluster'].map(resource =>
          arnOf(this, { service: 'rds', resource, name: `${environment}-*` }),
        ),
        conditions: { StringEquals: { 'aws:PrincipalAccount': Stack.of(this).account } },
      }),
    );
  }
}
