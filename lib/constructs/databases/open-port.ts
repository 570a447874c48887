import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { PORT } from './settings.ts';

/** A database that may be called, or the place of one that will be restored. */
interface Callable extends IConstruct {
  readonly identifier: string;
  /** Guards it. */
  readonly securityGroup: ec2.ISecurityGroup;
}

/**
 * Opens a database's port to the members of a group. The rule is made beside the group, so that a stack of callers
 * depends on the stack of the database and never the other way round.
 */
export function openPort(database: Callable, peer: ec2.ISecurityGroup): void {
  const id = `To${database.node.addr.slice(0, 8)}`;
  const rule = {
    ipProtocol: 'tcp',
    fromPort: PORT,
    toPort: PORT,
    description: `To the database ${database.identifier}`,
  };
  new ec2.CfnSecurityGroupIngress(peer, `${id}Ingress`, {
    ...rule,
    groupId: database.securityGroup.securityGroupId,
    sourceSecurityGroupId: peer.securityGroupId,
  });
  new ec2.CfnSecurityGroupEgress(peer, `${id}Egress`, {
    ...rule,
    groupId: peer.securityGroupId,
    destinationSecurityGroupId: database.securityGroup.securityGroupId,
  });
}
