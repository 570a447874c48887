import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Network } from '../../lib/constructs/network.ts';
import { templateOf } from './bare.data.ts';

function template(zones = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c']) {
  const stack = new Stack(new App(), 'Bare');
  new Network(stack, 'Network', { name: 'shop', zones });
  return templateOf(stack);
}

test('there is no way to the internet', () => {
  const made = template();
  made.resourceCountIs('AWS::EC2::InternetGateway', 0);
  made.resourceCountIs('AWS::EC2::NatGateway', 0);
  made.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
});

test('databases have a subnet in each zone', () => {
  const made = template();
  made.resourceCountIs('AWS::EC2::Subnet', 6);
  made.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
    SubnetIds: [Match.anyValue(), Match.anyValue(), Match.anyValue()],
  });
});

test('zones are those that were named, without a look-up', () => {
  template(['eu-central-1b', 'eu-central-1c']).hasResourceProperties('AWS::EC2::Subnet', {
    AvailabilityZone: 'eu-central-1b',
  });
});

test('endpoints take the place of NAT, and only HTTPS from inside reaches them', () => {
  const made = template();
  made.resourceCountIs('AWS::EC2::VPCEndpoint', 3);
  made.hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.0.0.0/16', FromPort: 443, ToPort: 443 })],
  });
});

test('all traffic is logged, encrypted with a key of its own', () => {
  const made = template();
  made.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'ALL' });
  made.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue(), RetentionInDays: 365 });
  made.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
});
