import type { Terms } from '../terms.ts';

type Access = NonNullable<Terms['access']>;

/** TLS policies of API Gateway names that refuse anything older than TLS 1.2. */
const REFUSES_OLD_TLS = /^(TLS_1_2|SecurityPolicy_TLS1[23]_)/;

/** Whether a name's security policy keeps the promised transport. Every policy is HTTPS; old TLS is refused by some. */
export function keepsTransport(policy: string, transport: Access['transport']): boolean {
  switch (transport) {
    case 'https':
      return policy.length > 0;
    case 'https-tls-1.2':
      return REFUSES_OLD_TLS.test(policy);
  }
}
