import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Database, type DatabaseProps } from '../../lib/constructs/databases/index.ts';

/** A stack of an app that knows nothing of Covenant. */
export function bareStack(region = 'eu-central-1'): Stack {
  return new Stack(new App(), 'Bare', { env: { account: '111111111111', region } });
}

export function bareVpc(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'Vpc', {
    natGateways: 0,
    subnetConfiguration: [{ name: 'database', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
}

/** A database used alone. */
export function bareDatabase(stack: Stack, own: Partial<DatabaseProps> = {}): Database {
  return new Database(stack, 'Database', {
    identifier: 'orders',
    vpc: bareVpc(stack),
    topology: 'multi-az-instance',
    capacity: {
      instanceClass: { name: 'db.r7g.large', memoryGiB: 16, cpus: 2 },
      storageGiB: 20,
      maxStorageGiB: 40,
    },
    pointInTimeDays: 14,
    ...own,
  });
}

export function templateOf(stack: Stack): Template {
  return Template.fromStack(stack);
}
