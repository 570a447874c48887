import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { StatusPage, type StatusPageProps } from '../../lib/constructs/status-page.ts';

const ACCOUNT = '111122223333';

function pageIn(region: string, more: Partial<StatusPageProps> = {}, certificateRegion = 'us-east-1') {
  const stack = new Stack(new App(), 'Status', { env: { account: ACCOUNT, region } });
  const arn = `arn:aws:acm:${certificateRegion}:${ACCOUNT}:certificate/0a1b2c3d`;
  const page = new StatusPage(stack, 'Page', {
    serviceRegion: 'eu-central-1',
    domainName: 'status.example.com',
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', arn),
    ...more,
  });
  return { stack, page };
}

function templateOf(more: Partial<StatusPageProps> = {}): Template {
  return Template.fromStack(pageIn('eu-west-1', more).stack);
}

test('the bucket is private, encrypted with its own key, and refuses anything but TLS 1.2', () => {
  const template = templateOf();
  template.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        {
          BucketKeyEnabled: true,
          ServerSideEncryptionByDefault: {
            SSEAlgorithm: 'aws:kms',
            KMSMasterKeyID: { 'Fn::GetAtt': [Match.stringLikeRegexp('^PageKey'), 'Arn'] },
          },
        },
      ],
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    VersioningConfiguration: { Status: 'Enabled' },
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
      ]),
    },
  });
  template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
});

test('only this distribution reads the bucket, and it can only read', () => {
  const [policy] = Object.values(templateOf().findResources('AWS::S3::BucketPolicy'));
  const allowed = policy?.Properties.PolicyDocument.Statement.filter(
    ({ Effect }: { Effect: string }) => Effect === 'Allow',
  );
  expect(allowed).toHaveLength(1);
  expect(allowed[0]).toMatchObject({
    Action: 's3:GetObject',
    Principal: { Service: 'cloudfront.amazonaws.com' },
  });
  expect(JSON.stringify(allowed[0].Condition)).toMatch(/AWS:SourceArn.*distribution\/.*PageDistribution/);
});

test('it is served over TLS 1.2 or later, on HTTPS only, read only, and fresh within a minute', () => {
  const template = templateOf();
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['status.example.com'],
      DefaultRootObject: 'index.html',
      HttpVersion: 'http2and3',
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'redirect-to-https',
        AllowedMethods: ['GET', 'HEAD'],
        Compress: true,
      },
      Origins: [
        Match.objectLike({
          OriginAccessControlId: Match.anyValue(),
          S3OriginConfig: { OriginAccessIdentity: '' },
        }),
      ],
    },
  });
  template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
    CachePolicyConfig: { MinTTL: 0, DefaultTTL: 60, MaxTTL: 60 },
  });
  template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
    OriginAccessControlConfig: { SigningBehavior: 'always', SigningProtocol: 'sigv4' },
  });
});

test('browsers are told to run nothing, frame nothing and come back over HTTPS', () => {
  templateOf().hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: {
          ContentSecurityPolicy: Match.stringLikeRegexp("^default-src 'none'"),
          Override: true,
        },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 730 * 86_400, Override: true },
      },
    },
  });
});

test('it refuses to stand in the region that it reports on', () => {
  expect(() => pageIn('eu-central-1')).toThrow('a status page in eu-central-1 fails with the service');
  expect(() => pageIn('eu-west-1', {}, 'eu-west-1')).toThrow('certificates of us-east-1 only');
});

test('the publisher can put files and nothing else', () => {
  const { stack, page } = pageIn('eu-west-1');
  const role = new iam.Role(stack, 'Publisher', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
  page.grantPublish(role);
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(policy?.Properties.PolicyDocument.Statement).toEqual([
    { Effect: 'Allow', Action: 's3:PutObject', Resource: { 'Fn::Join': ['', [expect.anything(), '/*']] } },
    { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: expect.anything() },
  ]);
});

test('the name gets its records where a zone is given', () => {
  const { stack } = pageIn('eu-west-1');
  Template.fromStack(stack).resourceCountIs('AWS::Route53::RecordSet', 0);
  const zoned = pageIn('eu-west-1');
  const hostedZone = HostedZone.fromHostedZoneAttributes(zoned.stack, 'Zone', {
    hostedZoneId: 'Z1',
    zoneName: 'example.com',
  });
  new StatusPage(zoned.stack, 'Named', {
    serviceRegion: 'eu-central-1',
    domainName: 'status.example.com',
    certificate: Certificate.fromCertificateArn(
      zoned.stack,
      'Other',
      `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/x`,
    ),
    hostedZone,
  });
  for (const Type of ['A', 'AAAA']) {
    Template.fromStack(zoned.stack).hasResourceProperties('AWS::Route53::RecordSet', {
      Type,
      Name: 'status.example.com.',
    });
  }
});

test('kept or thrown away as asked, marked for whom it serves, without a warning', () => {
  const { stack } = pageIn('eu-west-1');
  Template.fromStack(stack).hasResource('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Metadata: { covenant: { promise: 'incidents', role: 'status-page' } },
  });
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  const thrown = templateOf({
    keep: false,
    freshWithin: Duration.seconds(10),
    keepReplaced: Duration.days(3),
  });
  thrown.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  thrown.hasResourceProperties('AWS::CloudFront::CachePolicy', { CachePolicyConfig: { MaxTTL: 10 } });
  thrown.hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: { Rules: [{ NoncurrentVersionExpiration: { NoncurrentDays: 3 } }] },
  });
});
