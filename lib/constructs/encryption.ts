import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Marks } from '../promises/evidence.ts';
import { arnOf, partitionOf } from './arn.ts';
import { mark } from './mark.ts';

export interface OwnKeyProps {
  /** What it encrypts, as the key list of the account shows it. */
  readonly description: string;
  /**
   * Whether the key outlives its stack: what it encrypted is unreadable without it.
   * @default true
   */
  readonly keep?: boolean;
  /**
   * Log groups (name, or prefix ending in `*`) that CloudWatch Logs may encrypt with it.
   * @default none
   */
  readonly logGroups?: string;
  /**
   * Service principals that publish encrypted messages with it, such as `events.amazonaws.com`.
   * @default none
   */
  readonly publishers?: readonly string[];
  /** @default no marks */
  readonly marks?: Marks;
}

/** A customer-managed key that is rotated every year and belongs to one thing only. */
export function ownKey(scope: Construct, id: string, props: OwnKeyProps): kms.Key {
  const removalPolicy = (props.keep ?? true) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  const key = new kms.Key(scope, id, {
    description: props.description,
    enableKeyRotation: true,
    removalPolicy,
  });
  if (props.logGroups) key.addToResourcePolicy(logsStatement(scope, props.logGroups));
  for (const publisher of props.publishers ?? []) key.addToResourcePolicy(publishStatement(scope, publisher));
  if (props.marks) mark(key, props.marks);
  return key;
}

/**
 * The same from plain resources, for what every dedicated tenant has: the CDK's own class takes twice as long to
 * synthesize. Its policy is fixed here: statements cannot be added later.
 */
export function leanKey(scope: Construct, id: string, props: Omit<OwnKeyProps, 'publishers'>): kms.IKey {
  const stack = Stack.of(scope);
  const account = {
    Effect: 'Allow',
    Principal: { AWS: `arn:${partitionOf(stack.region)}:iam::${stack.account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  const logs = props.logGroups ? [logsStatement(scope, props.logGroups).toStatementJson()] : [];
  const key = new kms.CfnKey(scope, id, {
    description: props.description,
    enableKeyRotation: true,
    keyPolicy: { Version: '2012-10-17', Statement: [account, ...logs] },
  });
  key.applyRemovalPolicy((props.keep ?? true) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
  if (props.marks) mark(key, props.marks);
  return kms.Key.fromKeyArn(scope, `${id}Arn`, key.attrArn);
}

/** In a key policy `*` means this key. The encryption context binds the permission to the named log groups. */
function logsStatement(scope: Construct, logGroups: string): iam.PolicyStatement {
  const stack = Stack.of(scope);
  const arn = arnOf(scope, { service: 'logs', resource: 'log-group', name: logGroups });
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn } },
  });
}

function publishStatement(scope: Construct, service: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal(service)],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  });
}
