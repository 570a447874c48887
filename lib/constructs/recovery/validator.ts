import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Marks } from '../../promises/evidence.ts';
import { accountInFindings, acknowledge, partitionInFindings, regionInFindings } from '../acknowledge.ts';
import { arnOf } from '../arn.ts';
import { leanKey } from '../encryption.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { CovenantFunction } from '../lambda-function.ts';
import { SUBNETS } from '../network.ts';
import type { DatabaseSite } from './restorable.ts';

export interface DrillValidatorProps {
  readonly database: DatabaseSite;
  /** Whether it is restored as a Multi-AZ cluster. */
  readonly cluster: boolean;
  readonly vpc: ec2.IVpc;
  readonly code: LambdaCode;
  readonly marks: Pick<Marks, 'plan' | 'tenant'>;
  /** @default true */
  readonly keep?: boolean;
}

/** What is behind a database's identifier in the name of its validation. */
export const VALIDATOR = '-drill-validate';

/**
 * Looks into what a drill restored of one database. It is the only part of a restore that connects, so each database
 * has its own, in its own stack: no function of another tenant reaches it (NODE-4).
 */
export class DrillValidator extends Construct {
  /** Encrypts what is this database's alone. */
  readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: DrillValidatorProps) {
    super(scope, id);
    const { database, vpc, code, marks } = props;
    const functionName = `${database.identifier}${VALIDATOR}`;
    const keep = props.keep ?? true;
    this.key = leanKey(this, 'Key', {
      description: `Logs and settings of what drills ${database.identifier}`,
      keep,
      logGroups: `/aws/lambda/${database.identifier}-drill-*`,
      marks: { ...marks, promise: 'backups', role: 'validator-key' },
    });
    const made = new CovenantFunction(this, 'Function', {
      source: 'recovery-validate',
      functionName,
      description: `Looks into what drills restore of ${database.identifier}`,
      ...{ code, key: this.key, keep },
      timeout: Duration.minutes(10),
      settings: { CLUSTERS: String(props.cluster) },
      network: { vpc, subnetGroupName: SUBNETS.service },
      marks: { ...marks, promise: 'backups', role: 'recovery-validate' },
    });
    if (made.securityGroup) database.allowFrom(made.securityGroup);
    for (const statement of permissions(this, database.identifier)) made.fn.addToRolePolicy(statement);
    acknowledge(made, reasons(this, database.identifier));
  }
}

function permissions(scope: Construct, identifier: string): readonly iam.PolicyStatement[] {
  const targets = (resource: string) =>
    ['-drill', '-recovery'].map(end =>
      arnOf(scope, { service: 'rds', resource, name: `${identifier}${end}` }),
    );
  const secrets = arnOf(scope, { service: 'secretsmanager', resource: 'secret', name: 'rds!*' });
  return [
    new iam.PolicyStatement({
      actions: ['rds:DescribeDBInstances', 'rds:DescribeDBClusters'],
      resources: [...targets('db'), ...targets('cluster')],
    }),
    // RDS tags a password with the database that it is of, under one name or the other.
    ...(
      [
        ['db', 'aws:rds:primaryDBInstanceArn'],
        ['cluster', 'aws:rds:primaryDBClusterArn'],
      ] as const
    ).map(
      ([kind, tag]) =>
        new iam.PolicyStatement({
          actions: ['secretsmanager:GetSecretValue'],
          resources: [secrets],
          conditions: { StringEquals: { [`aws:ResourceTag/${tag}`]: targets(kind) } },
        }),
    ),
  ];
}

function reasons(scope: Construct, identifier: string): Record<string, string> {
  const { region } = Stack.of(scope);
  const arn = `arn:${partitionInFindings(region)}:secretsmanager:${regionInFindings(scope)}:${accountInFindings(scope)}:secret:rds!*`;
  return {
    [`AwsSolutions-IAM5[Resource::${arn}]`]: `RDS makes up the name of a secret; the condition asks for one of a restored ${identifier}.`,
  };
}
