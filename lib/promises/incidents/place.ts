import type { Environment } from '../environment.ts';

/** CloudFront takes certificates of this region only (CloudFront developer guide, certificate requirements). */
export const CERTIFICATE_REGION = 'us-east-1';

/** Where the status page of an environment is kept and under which name it is read. */
export interface StatusPlace {
  readonly name: string;
  /** Never the region of the service, whose failure the page must be able to tell. */
  readonly region: string;
  /** Undefined when one is to be made. */
  readonly certificate: string | undefined;
  /** Whether the hosted zone of the service holds the name, so that its records can be made. */
  readonly inZone: boolean;
}

export function statusPlace(environment: Environment): StatusPlace {
  const { domain, recovery, 'status-page': page = {} } = environment;
  const name = page.name ?? `status.${domain.name}`;
  return {
    name,
    region: page.region ?? recovery.region,
    certificate: page.certificate,
    inZone: name === domain['zone-name'] || name.endsWith(`.${domain['zone-name']}`),
  };
}
