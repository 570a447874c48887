import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { mark } from './mark.ts';

export interface AccessProps {
  readonly api: apigateway.RestApi;
  /** The names under which the API answers, each with a record in the zone and all in one certificate. */
  readonly names: readonly AccessName[];
  readonly zone: { readonly id: string; readonly name: string };
  /** @default nobody in particular */
  readonly tenant?: string | undefined;
}

export interface AccessName {
  /** A construct id that stays when the name changes. */
  readonly id: string;
  readonly name: string;
  /**
   * The record that leads to this name's endpoint.
   * @default the name itself; another where the name's own record is a failover record
   */
  readonly record?: string;
}

/**
 * The only way in: HTTPS with TLS 1.2 or newer, under names of one's own (CAP-8, AGENT-17). API Gateway answers no
 * plain HTTP on them, and its own address is switched off by the API.
 */
export class Access extends Construct {
  constructor(scope: Construct, id: string, props: AccessProps) {
    super(scope, id);
    const zone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: props.zone.id,
      zoneName: props.zone.name,
    });
    const certificate = this.addCertificate(props.names, zone);
    for (const each of props.names) this.addName(props, each, certificate.certificateArn, zone);
  }

  private addCertificate(names: readonly AccessName[], zone: route53.IHostedZone): acm.Certificate {
    const [first, ...others] = names.map(each => each.name);
    return new acm.Certificate(this, 'Certificate', {
      domainName: first ?? zone.zoneName,
      ...(others.length > 0 && { subjectAlternativeNames: others }),
      validation: acm.CertificateValidation.fromDns(zone),
      transparencyLoggingEnabled: true,
    });
  }

  private addName(
    { api, tenant }: AccessProps,
    { id, name, record }: AccessName,
    regionalCertificateArn: string,
    zone: route53.IHostedZone,
  ): void {
    const domain = new apigateway.CfnDomainName(this, `${id}Name`, {
      domainName: name,
      regionalCertificateArn,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
    });
    mark(domain, { promise: 'access', tenant, role: 'entrance' });
    const mapping = new apigateway.CfnBasePathMapping(this, `${id}Mapping`, {
      domainName: domain.ref,
      restApiId: api.restApiId,
      stage: api.deploymentStage.stageName,
    });
    mapping.node.addDependency(api.deploymentStage);
    new route53.CfnRecordSet(this, `${id}Record`, {
      hostedZoneId: zone.hostedZoneId,
      name: record ?? name,
      type: 'A',
      aliasTarget: {
        dnsName: domain.attrRegionalDomainName,
        hostedZoneId: domain.attrRegionalHostedZoneId,
        evaluateTargetHealth: false,
      },
    });
  }
}
