/** A resource type that the emulator's CloudFormation cannot make, so that it is proven in another way. */
export interface OmittedType {
  readonly type: string;
  /** Why it is left out of the templates that the emulator gets. */
  readonly reason: string;
  /**
   * How it is proven instead. `api`: made after the deployment through the service's own API, from the same
   * template properties, and read back; `engine`: by a real engine elsewhere in the tests; `schema`: CDK's own
   * CloudFormation validator, cfn-lint and the audit judge its properties.
   */
  readonly provenBy: 'api' | 'engine' | 'schema';
}

const UNKNOWN = 'no CloudFormation handler in ministack 1.5.33';

/**
 * The one place where the deployed templates differ from the product's. The suite fails when the emulator learns
 * one of these types, and when a template has a type that is neither here nor known to it.
 */
export const OMITTED_TYPES: readonly OmittedType[] = [
  { type: 'AWS::Backup::BackupSelection', reason: UNKNOWN, provenBy: 'api' },
  { type: 'AWS::Backup::Framework', reason: `${UNKNOWN}, and its API only lists none`, provenBy: 'schema' },
  { type: 'AWS::Backup::ReportPlan', reason: `${UNKNOWN}, and its API only lists none`, provenBy: 'schema' },
  {
    type: 'AWS::Backup::RestoreTestingPlan',
    reason: `${UNKNOWN}, and its API only lists none`,
    provenBy: 'engine',
  },
  {
    type: 'AWS::Backup::RestoreTestingSelection',
    reason: `${UNKNOWN}, and its API only lists none`,
    provenBy: 'engine',
  },
  { type: 'AWS::CloudWatch::CompositeAlarm', reason: UNKNOWN, provenBy: 'api' },
  { type: 'AWS::EC2::FlowLog', reason: UNKNOWN, provenBy: 'schema' },
  { type: 'AWS::EC2::SecurityGroupEgress', reason: UNKNOWN, provenBy: 'schema' },
  { type: 'AWS::EC2::SecurityGroupIngress', reason: UNKNOWN, provenBy: 'schema' },
  { type: 'AWS::RDS::EventSubscription', reason: UNKNOWN, provenBy: 'schema' },
  { type: 'AWS::Route53::HealthCheck', reason: UNKNOWN, provenBy: 'api' },
  { type: 'AWS::SecretsManager::ResourcePolicy', reason: UNKNOWN, provenBy: 'schema' },
  { type: 'AWS::SecretsManager::RotationSchedule', reason: UNKNOWN, provenBy: 'schema' },
  {
    type: 'AWS::Serverless::Application',
    reason: 'needs the SAM transform, which the emulator does not apply',
    provenBy: 'schema',
  },
  { type: 'AWS::WAFv2::LoggingConfiguration', reason: UNKNOWN, provenBy: 'schema' },
  { type: 'AWS::WAFv2::WebACLAssociation', reason: UNKNOWN, provenBy: 'schema' },
];

/** An attribute that the emulator does not answer, though it makes the resource. */
export interface OmittedAttribute {
  /** Such as `AWS::EC2::VPC.CidrBlock`. */
  readonly attribute: string;
  readonly reason: string;
}

/** What `Fn::GetAtt` asks in vain: the property of the same name stands in, or a text that says so. */
export const OMITTED_ATTRIBUTES: readonly OmittedAttribute[] = [
  { attribute: 'AWS::EC2::VPC.CidrBlock', reason: 'not among the attributes that the emulator returns' },
  {
    attribute: 'AWS::RDS::DBInstance.MasterUserSecret.SecretArn',
    reason: 'the emulator makes no secret for a database whose password RDS manages',
  },
  {
    attribute: 'AWS::RDS::DBCluster.MasterUserSecret.SecretArn',
    reason: 'the emulator makes no secret for a database whose password RDS manages',
  },
];

/** Template transforms that only the omitted types need. */
export const OMITTED_TRANSFORMS: readonly string[] = ['AWS::Serverless-2016-10-31'];
