import type { Environment } from '../promises/environment.ts';
import { statusPlace } from '../promises/incidents/place.ts';
import type { Problem } from '../promises/problem.ts';
import { advise } from './nearest.ts';
import { REGIONS } from './regions.ts';

/** What is wrong with where an environment puts its status page. */
export function statusProblems(environment: Environment): readonly Problem[] {
  const page = environment['status-page'];
  if (page === undefined) return [];
  return [
    ...wrongRegion(environment, page.region),
    ...unnamed(environment),
    ...wrongCertificate(page.certificate),
  ];
}

function problem(code: string, key: string, says: Pick<Problem, 'message' | 'why' | 'fix'>): Problem {
  return { code, severity: 'error', where: 'environment', path: ['status-page', key], ...says };
}

function wrongRegion({ primary, recovery }: Environment, region: string | undefined): Problem[] {
  if (region === undefined) return [];
  if (region === primary.region) {
    return [
      problem('COV-STATUS-REGION', 'region', {
        message: `the status page would be in ${region}, where the service runs`,
        why: 'When that region fails, the page that should say so fails with it (OPS-11).',
        fix: `write another region, such as ${recovery.region}, or leave it out`,
      }),
    ];
  }
  if (REGIONS.includes(region)) return [];
  return [
    problem('COV-REGION-UNKNOWN', 'region', {
      message: `"${region}" is not an AWS region`,
      why: `Regions as AWS lists them in November 2026: ${REGIONS.join(', ')}.`,
      fix: advise(region, REGIONS),
    }),
  ];
}

/** Without a certificate one is made, which its zone must be able to validate. */
function unnamed(environment: Environment): Problem[] {
  const { name, certificate, inZone } = statusPlace(environment);
  if (inZone || certificate !== undefined) return [];
  return [
    problem('COV-STATUS-NAME', 'name', {
      message: `${name} is not in the hosted zone ${environment.domain['zone-name']}`,
      why: 'A certificate for it is validated by a record in the hosted zone; for another zone you must have one.',
      fix: `write a name that ends in .${environment.domain['zone-name']}, or add \`certificate\``,
    }),
  ];
}

function wrongCertificate(certificate: string | undefined): Problem[] {
  const place = certificate?.split(':')[3];
  if (place === undefined || place === 'us-east-1') return [];
  return [
    problem('COV-STATUS-CERTIFICATE', 'certificate', {
      message: `the certificate of the status page is one of ${place}`,
      why: 'CloudFront takes certificates of us-east-1 only (CloudFront developer guide, certificate requirements).',
      fix: 'request one in us-east-1 and write its ARN, or leave it out',
    }),
  ];
}
