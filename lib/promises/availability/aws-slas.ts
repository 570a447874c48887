import { type Fraction, fractionOf, multiplyFractions } from '../../agreement/units/index.ts';
import type { Terms } from '../terms.ts';

/** What AWS itself owes for a part of the service, with the agreement that says so. */
export interface AwsSla {
  readonly service: string;
  readonly uptime: string;
  readonly source: string;
}

/** Fact 24; the figures of November 2026. */
const AWS_SLAS = {
  gateway: { service: 'API Gateway', uptime: '99.95', source: 'aws.amazon.com/api-gateway/sla' },
  lambda: { service: 'Lambda', uptime: '99.95', source: 'aws.amazon.com/lambda/sla' },
  multiAz: { service: 'RDS Multi-AZ', uptime: '99.95', source: 'aws.amazon.com/rds/sla' },
  singleAz: { service: 'RDS in one zone', uptime: '99.5', source: 'aws.amazon.com/rds/sla' },
} as const satisfies Record<string, AwsSla>;

/** The services a request passes one after another: when any is down, so is the service. */
export function serialChain(terms: Terms): readonly AwsSla[] {
  const spread = terms.databases !== undefined || terms.failover?.automatic === true;
  return [AWS_SLAS.gateway, AWS_SLAS.lambda, spread ? AWS_SLAS.multiAz : AWS_SLAS.singleAz];
}

/** The uptime that AWS owes for a chain: the product, exact. */
export function chainUptime(chain: readonly AwsSla[]): Fraction {
  return chain.reduce<Fraction>(
    (all, { uptime }) => {
      const { num, den } = fractionOf(uptime);
      return multiplyFractions(all, { num, den: den * 100n });
    },
    { num: 1n, den: 1n },
  );
}
