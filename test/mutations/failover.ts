import { seenDrill } from '../audit/drill.data.ts';
import type { Mutation } from './mutation.ts';

const RECORD = 'AWS::Route53::RecordSet';
const CHECK = 'AWS::Route53::HealthCheck';
const PROMISE = { promise: 'failover' } as const;
const TIERS = 'enterprise-tiers';

export const mutations: readonly Mutation[] = [
  {
    name: 'in a drill, writes come back after the promised time',
    agreement: 'sovereign-node',
    breaks: ['failover/proven-timed', 'failover/proven-within'],
    mutate: assembly => assembly.drilled(seenDrill({ failover: { measured: 35.5 } })),
  },
  {
    name: 'in a drill, a failover loses a row that had been acknowledged',
    agreement: 'sovereign-node',
    breaks: ['databases/proven-standby', 'failover/proven-automatic'],
    mutate: assembly => assembly.drilled(seenDrill({ failover: { lost: 1 } })),
  },
  {
    name: 'a failover is told to nobody',
    agreement: 'predictive-database-operations',
    breaks: ['failover/on-record'],
    mutate: assembly =>
      assembly.each('AWS::RDS::EventSubscription', PROMISE, each =>
        each.set(['Properties', 'Enabled'], false),
      ),
  },
  {
    name: 'the record of the recovery region is gone',
    agreement: TIERS,
    breaks: ['failover/region-records'],
    mutate: assembly => assembly.one(RECORD, { ...PROMISE, role: 'recovery' }).remove(),
  },
  {
    name: 'the primary record answers whatever its health',
    agreement: TIERS,
    breaks: ['failover/region-records'],
    mutate: assembly =>
      assembly.one(RECORD, { ...PROMISE, role: 'primary' }).set(['Properties', 'HealthCheckId'], undefined),
  },
  {
    name: 'resolvers keep the old answer for an hour',
    agreement: TIERS,
    breaks: ['failover/region-in-time'],
    mutate: assembly =>
      assembly.one(RECORD, { ...PROMISE, role: 'primary' }).set(['Properties', 'TTL'], '3600'),
  },
  {
    name: 'it takes ten failed probes',
    agreement: TIERS,
    breaks: ['failover/region-in-time'],
    mutate: assembly =>
      assembly.one(CHECK, PROMISE).set(['Properties', 'HealthCheckConfig', 'FailureThreshold'], 10),
  },
  {
    name: 'who may write is only eventually consistent',
    agreement: TIERS,
    breaks: ['failover/region-fenced'],
    mutate: assembly =>
      assembly
        .one('AWS::DynamoDB::GlobalTable', { ...PROMISE, role: 'leases' })
        .set(['Properties', 'MultiRegionConsistency'], 'EVENTUAL'),
  },
  {
    name: 'the service of one region writes without asking',
    agreement: TIERS,
    breaks: ['failover/region-fenced'],
    mutate: assembly => {
      for (const each of assembly.find('AWS::Lambda::Function', { tenant: 'obsidian' })) {
        if (each.template !== 'enterprise-recovery-service.template.json') continue;
        each.set(['Properties', 'Environment', 'Variables', 'WRITER'], undefined);
      }
    },
  },
  {
    name: 'a primary that comes back takes the traffic by itself',
    agreement: TIERS,
    breaks: ['failover/region-diverted'],
    mutate: assembly =>
      assembly
        .one(CHECK, { ...PROMISE, role: 'both' })
        .set(['Properties', 'HealthCheckConfig', 'HealthThreshold'], 1),
  },
  {
    name: 'traffic goes back when nobody says anything any more',
    agreement: TIERS,
    breaks: ['failover/region-diverted'],
    mutate: assembly =>
      assembly
        .one('AWS::CloudWatch::Alarm', { ...PROMISE, role: 'diverted-alarm' })
        .set(['Properties', 'TreatMissingData'], 'notBreaching'),
  },
  {
    name: 'the failover does not wait for the data',
    agreement: TIERS,
    breaks: ['failover/region-machine'],
    mutate: assembly =>
      assembly
        .one('AWS::StepFunctions::StateMachine', { ...PROMISE, role: 'failover-machine' })
        .set(['Properties', 'DefinitionString'], '{}'),
  },
  {
    name: 'nobody looks whether a region is down',
    agreement: TIERS,
    breaks: ['failover/region-watched'],
    mutate: assembly =>
      assembly
        .one('AWS::Scheduler::Schedule', { ...PROMISE, role: 'watch-schedule' })
        .set(['Properties', 'State'], 'DISABLED'),
  },
  {
    name: 'there is no service in the recovery region',
    agreement: TIERS,
    breaks: ['failover/region-ready'],
    mutate: assembly => {
      for (const api of assembly.find('AWS::ApiGateway::RestApi')) {
        if (api.template === 'enterprise-recovery-service.template.json') api.remove();
      }
    },
  },
];
