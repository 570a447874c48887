import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { CfnResource } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DATABASE_NAME } from '../../promises/databases/names.ts';
import type { Topology } from '../../promises/databases/topologies.ts';
import { acknowledge } from '../acknowledge.ts';
import { leanKey } from '../encryption.ts';
import { mark } from '../mark.ts';
import { addAurora, addMultiAzCluster } from './cluster.ts';
import { addInstance } from './instance.ts';
import { openPort } from './open-port.ts';
import { enhancedMonitoringRole, type Made, ownSubnetGroup, type Parts, removal } from './parts.ts';
import type { DatabaseProps } from './props.ts';
import { PORT } from './settings.ts';

export { enhancedMonitoringRole } from './parts.ts';
export type { DatabaseProps, PointInTimeAway } from './props.ts';

const UNPROTECTED =
  'The environment is of stage development: it holds no customer data and is made to be thrown away.';
const THROWN_AWAY = {
  'AwsSolutions-RDS10': UNPROTECTED,
  'NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled': UNPROTECTED,
};

/**
 * A PostgreSQL database in the topology its promises ask for: encrypted with a key of its own, reachable over TLS 1.2
 * from the groups it was told to allow and from nowhere else, its first password made, kept and rotated by RDS.
 */
export class Database extends Construct {
  readonly identifier: string;
  readonly topology: Topology;
  readonly arn: string;
  /** The instance or cluster in the template. */
  readonly resource: CfnResource;
  /** The writer: readers of Multi-AZ clusters may show states that never were (fact 26). */
  readonly host: string;
  readonly port: string = String(PORT);
  /** The database inside PostgreSQL. */
  readonly name: string;
  /** The first user's credentials, as JSON `{ username, password }`, made and rotated by RDS. */
  readonly secretArn: string;
  /** Encrypts everything of this database, its secret included. */
  readonly key: kms.IKey;
  readonly securityGroup: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    this.identifier = props.identifier;
    this.topology = props.topology;
    this.name = props.databaseName ?? DATABASE_NAME;
    this.key = props.key ?? this.addKey(props);
    const description = `Callers of the database ${props.identifier}`;
    this.securityGroup = new ec2.SecurityGroup(this, 'Callers', {
      vpc: props.vpc,
      description,
      allowAllOutbound: false,
    });
    const made = add(this, props, this.parts(props));
    made.resource.applyRemovalPolicy(removal(props));
    if (!(props.protect ?? true)) acknowledge(made.resource, THROWN_AWAY);
    mark(made.resource, { ...props.marks, promise: 'databases', role: 'database' });
    ({ resource: this.resource, arn: this.arn, host: this.host, secretArn: this.secretArn } = made);
  }

  private addKey(props: DatabaseProps): kms.IKey {
    return leanKey(this, 'Key', {
      description: `Storage, backups, credentials and logs of the database ${props.identifier}`,
      keep: props.protect ?? true,
      logGroups: `/aws/rds/*/${props.identifier}/*`,
      marks: { ...props.marks, promise: 'databases', role: 'key' },
    });
  }

  private parts(props: DatabaseProps): Parts {
    const role = props.monitoringRole ?? enhancedMonitoringRole(this, 'MonitoringRole');
    return {
      key: this.key,
      databaseName: this.name,
      securityGroupId: this.securityGroup.securityGroupId,
      subnetGroupName: props.subnetGroupName ?? ownSubnetGroup(this, props),
      monitoringRoleArn: role.roleArn,
    };
  }

  /** Opens the database's port to the members of a group. */
  allowFrom(peer: ec2.ISecurityGroup): void {
    openPort(this, peer);
  }

  /** Lets a role read the first user's credentials. */
  grantRead(grantee: iam.IGrantable): void {
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      resourceArns: [this.secretArn],
    });
    iam.Grant.addToPrincipal({ grantee, actions: ['kms:Decrypt'], resourceArns: [this.key.keyArn] });
  }
}

function add(scope: Construct, props: DatabaseProps, parts: Parts): Made {
  switch (props.topology) {
    case 'single-instance':
    case 'multi-az-instance':
      return addInstance(scope, props, parts);
    case 'multi-az-cluster':
      return addMultiAzCluster(scope, props, parts);
    case 'aurora':
      return addAurora(scope, props, parts);
  }
}
