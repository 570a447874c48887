import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Marks } from '../../promises/evidence.ts';
import type { Database } from '../databases/index.ts';
import { PORT } from '../databases/settings.ts';
import type { LambdaCode } from '../lambda-code.ts';
import { CovenantFunction } from '../lambda-function.ts';
import { SUBNETS } from '../network.ts';

export interface MarkerProps {
  readonly database: Database;
  readonly vpc: ec2.IVpc;
  readonly key: kms.IKey;
  readonly code: LambdaCode;
  readonly marks: Pick<Marks, 'plan' | 'tenant'>;
  readonly keep: boolean;
}

/** What is behind a database's identifier in the name of its marker. */
export const MARKER = '-drill-mark';

/**
 * Writes the rows from which drills read what was lost. Each database has its own, in its own stack, which may read
 * that one password and call that one database (NODE-4).
 */
export class Marker extends Construct {
  readonly functionName: string;

  constructor(scope: Construct, id: string, { database, vpc, key, code, marks, keep }: MarkerProps) {
    super(scope, id);
    this.functionName = `${database.identifier}${MARKER}`;
    const { host, name, secretArn: secret } = database;
    const made = new CovenantFunction(this, 'Function', {
      source: 'recovery-mark',
      functionName: this.functionName,
      description: `Writes marker rows into ${database.identifier}`,
      ...{ code, key, keep },
      memory: 256,
      settings: { DATABASE: Stack.of(this).toJsonString({ host, port: PORT, name, secret }) },
      network: { vpc, subnetGroupName: SUBNETS.service },
      marks: { ...marks, promise: 'backups', role: 'recovery-mark' },
    });
    if (made.securityGroup) database.allowFrom(made.securityGroup);
    database.grantRead(made.fn);
  }
}
