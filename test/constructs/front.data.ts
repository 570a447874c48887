import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { inlineCode } from '../../lib/constructs/lambda-code.ts';
import { ServiceFront, type ServiceFrontProps } from '../../lib/constructs/service/index.ts';
import { defineAgreement } from '../../lib/promises/agreement.ts';
import { bareStack, templateOf } from './bare.data.ts';

const agreement = defineAgreement({
  agreement: 'front',
  version: 1,
  effective: '2026-01-01',
  zone: 'Europe/Helsinki',
  currency: 'EUR',
  clauses: { 'F-1': 'Limits.' },
  plans: {
    small: {
      limits: {
        clause: 'F-1',
        calls: '40000/day',
        rate: '10/s',
        burst: 50,
        hard: true,
        payload: { max: '6MB' },
        beyond: { answer: 429, until: 'next-period' },
      },
    },
  },
});

/** A front used alone, in an app that knows nothing of Covenant. */
export function bareFront(own: Partial<ServiceFrontProps> = {}) {
  const stack = bareStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natGateways: 0,
    subnetConfiguration: [{ name: 'service', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  new ServiceFront(stack, 'Front', {
    name: 'alone',
    environment: 'alone',
    backend: { vpc, databases: [{ plans: ['small'], at: { restored: 'covenant/alone/small/restored' } }] },
    names: [{ id: 'Customer', name: 'api.example.com' }],
    zone: { id: 'Z1', name: 'example.com' },
    probes: [{ component: 'api', title: 'API', path: '/v1/health', every: 30 }],
    plans: [{ plan: 'small', limits: agreement.plans.small?.limits }],
    timeZone: agreement.zone,
    limitsTable: 'alone-limits',
    code: inlineCode(),
    ...own,
  });
  return templateOf(stack);
}
