import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { enhancedMonitoringRole } from '../constructs/databases/index.ts';
import { Network } from '../constructs/network.ts';
import type { Environment } from '../promises/environment.ts';
import { type Place, stackName, stackProps } from './place.ts';

export interface NetworkStackProps {
  readonly environment: Environment;
  readonly place: Place;
}

/** Ranges that do not overlap, so that the two regions can be peered when somebody needs it. */
const CIDR: Readonly<Record<Place, string>> = { primary: '10.0.0.0/16', recovery: '10.1.0.0/16' };

/** `<environment>-network` in the primary region, `<environment>-recovery-network` in the other. */
export class NetworkStack extends Stack {
  readonly network: Network;
  /** Lets RDS write operating-system metrics; it reaches no data, so all databases share it. */
  readonly monitoringRole: iam.Role;
  private readonly zones: string[];

  constructor(scope: Construct, id: string, props: NetworkStackProps) {
    const { environment, place } = props;
    super(scope, id, stackProps(environment, place, 'A network without a way to the internet'));
    this.zones = [...environment[place].zones];
    this.network = new Network(this, 'Network', {
      name: stackName(environment, place),
      zones: this.zones,
      cidr: CIDR[place],
      keep: environment.stage === 'production',
    });
    this.monitoringRole = enhancedMonitoringRole(this, 'MonitoringRole');
  }

  get vpc(): ec2.IVpc {
    return this.network.vpc;
  }

  /** The environment's zones, so that the CDK does not look them up (fact 32). */
  override get availabilityZones(): string[] {
    return this.zones ?? [];
  }
}
