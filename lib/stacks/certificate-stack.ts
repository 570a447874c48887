import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Environment } from '../promises/environment.ts';
import { CERTIFICATE_OUTPUT } from '../promises/incidents/names.ts';
import { CERTIFICATE_REGION, statusPlace } from '../promises/incidents/place.ts';
import { stackProps } from './place.ts';

/** `<environment>-status-certificate` in us-east-1, from where alone CloudFront takes certificates. */
export class CertificateStack extends Stack {
  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, {
      ...stackProps(environment, 'primary', 'The certificate of the status page'),
      env: { account: environment.account, region: CERTIFICATE_REGION },
    });
    const { certificateArn } = pageCertificate(this, environment);
    new CfnOutput(this, CERTIFICATE_OUTPUT, { value: certificateArn, description: 'For the status page' });
  }
}

/** A certificate that is validated, and renewed, by records in the hosted zone of the service. */
export function pageCertificate(scope: Construct, environment: Environment): acm.ICertificate {
  return new acm.Certificate(scope, 'Certificate', {
    domainName: statusPlace(environment).name,
    validation: acm.CertificateValidation.fromDns(hostedZone(scope, 'ValidatedIn', environment)),
  });
}

/** The zone that holds the service's name. */
export function hostedZone(scope: Construct, id: string, { domain }: Environment): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(scope, id, {
    hostedZoneId: domain['hosted-zone'],
    zoneName: domain['zone-name'],
  });
}
