/** A resource type that the emulator's CloudFormation cannot make, and how it is proven instead. */
export interface OmittedType {
  readonly type: string;
  /** Why the emulator's CloudFormation cannot make it. */
  readonly reason: string;
  /**
   * `api`: made through the service's own API by a custom resource, from the same template properties, and read
   * back; `supplement`: the same, but the emulator has not even the API, so that this suite keeps what it is given;
   * `schema`: left out, and judged only by CDK's own CloudFormation validator, cfn-lint and the audit.
   */
  readonly provenBy: 'api' | 'supplement' | 'schema';
}

const UNKNOWN = 'no CloudFormation handler in ministack 1.5.33';
const NO_API = `${UNKNOWN}, and its API only lists none`;

/**
 * The one place where the deployed templates differ from the product's. The suite fails when the emulator learns
 * one of these types, and when a template has a type that is neither here nor known to it.
 */
export const OMITTED_TYPES: readonly OmittedType[] = [
  { type: 'AWS::Backup::BackupSelection', reason: UNKNOWN, provenBy: 'api' },
  { type: 'AWS::Backup::Framework', reason: NO_API, provenBy: 'supplement' },
  { type: 'AWS::Backup::ReportPlan', reason: NO_API, provenBy: 'supplement' },
  { type: 'AWS::Backup::RestoreTestingPlan', reason: NO_API, provenBy: 'supplement' },
  { type: 'AWS::Backup::RestoreTestingSelection', reason: NO_API, provenBy: 'supplement' },
  {
    type: 'AWS::CloudWatch::AlarmMuteRule',
    reason: `${UNKNOWN}, and no PutAlarmMuteRule in its API`,
    provenBy: 'schema',
  },
  { type: 'AWS::CloudWatch::CompositeAlarm', reason: UNKNOWN, provenBy: 'api' },
  { type: 'AWS::EC2::FlowLog', reason: UNKNOWN, provenBy: 'api' },
  { type: 'AWS::EC2::SecurityGroupEgress', reason: UNKNOWN, provenBy: 'api' },
  { type: 'AWS::EC2::SecurityGroupIngress', reason: UNKNOWN, provenBy: 'api' },
  {
    type: 'AWS::RDS::EventSubscription',
    reason: `${UNKNOWN}, and no CreateEventSubscription in its API`,
    provenBy: 'schema',
  },
  { type: 'AWS::Route53::HealthCheck', reason: UNKNOWN, provenBy: 'api' },
  { type: 'AWS::WAFv2::LoggingConfiguration', reason: UNKNOWN, provenBy: 'schema' },
  { type: 'AWS::WAFv2::WebACLAssociation', reason: UNKNOWN, provenBy: 'api' },
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

/** A part of a resource that the emulator's CloudFormation ignores; made through the API as well. */
export interface OmittedProperty {
  readonly type: string;
  readonly property: string;
  /** The member by which the API is told of which resource it is a part. */
  readonly named: string;
  readonly reason: string;
}

export const OMITTED_PROPERTIES: readonly OmittedProperty[] = [
  {
    type: 'AWS::Backup::BackupVault',
    property: 'LockConfiguration',
    named: 'BackupVaultName',
    reason: 'the emulator ignores it, and its API knows no vault lock',
  },
  {
    type: 'AWS::S3::Bucket',
    property: 'ObjectLockConfiguration',
    named: 'Bucket',
    reason: 'its CloudFormation ignores it; its S3 keeps it',
  },
];
