import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineAgreement } from '../../lib/promises/agreement.ts';
import { environmentSchema } from '../../lib/promises/environment.ts';
import { type AuditCheck, compare, judged, missing, resourcesOf } from '../../lib/promises/evidence.ts';

/** A small agreement: two plans that back up, one of them also away, and a clause that nothing states. */
export const agreement = defineAgreement({
  agreement: 'small',
  title: 'A small agreement',
  version: 1,
  effective: '2026-01-01',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  clauses: {
    'S-1': 'Data is backed up every day and kept for a week.',
    'S-2': 'Each backup is also kept in another region.',
    'S-3': 'The database survives the loss of a zone.',
    'S-4': 'The customer may export everything.',
    'S-5': 'Terms are <i>tightened</i>, never loosened.',
  },
  choices: [
    {
      resolves: 'COV-TIME-ZONE',
      clause: 'S-1',
      'text-says': 'a day, of no zone',
      chosen: 'days of Berlin',
      because: 'the provider is there',
    },
  ],
  plans: {
    basic: { backups: { clause: 'S-1', every: '1d', keep: '7d' } },
    full: {
      backups: { clause: 'S-1', every: '1d', keep: '7d', away: { clause: 'S-2' } },
      databases: { clause: 'S-3', survives: 'zone-loss' },
      exit: { clause: 'S-4' },
    },
    special: { 'by-contract': ['backups'] },
  },
});

export const environment = environmentSchema.parse({
  environment: 'test',
  stage: 'production',
  agreement: './small.yaml',
  primary: { region: 'eu-central-1', zones: ['eu-central-1a', 'eu-central-1b'] },
  recovery: { region: 'eu-west-1', zones: ['eu-west-1a', 'eu-west-1b'] },
  domain: { name: 'api.example.com', 'hosted-zone': 'Z1', 'zone-name': 'example.com' },
  service: { reference: true },
  databases: 'per-plan',
  alarms: { email: 'ops@example.com', runbooks: 'https://example.com/runbooks' },
  tenants: [
    { name: 'one', plan: 'basic', placement: 'pooled' },
    { name: 'two', plan: 'full', placement: 'pooled' },
  ],
});

const RETENTION = ['Properties', 'BackupPlan', 'BackupPlanRule', 0, 'Lifecycle', 'DeleteAfterDays'] as const;

/** Checks of the fixture; the real ones come with the promises. */
export const checks: readonly AuditCheck[] = [
  {
    rule: 'backups/retention',
    term: 'backups',
    says: 'Each backup is kept as long as promised',
    run: ({ plan }, assembly) => {
      const plans = resourcesOf(assembly, 'AWS::Backup::BackupPlan', { plan });
      return judged(
        plans.map(resource => compare(resource, RETENTION, 7)),
        missing('7', 'AWS::Backup::BackupPlan'),
      );
    },
  },
  {
    rule: 'backups/away',
    term: 'backups.away',
    says: 'Each backup is copied to the recovery region',
    run: () => ({ status: 'unknown', reason: 'the copy is made by hand' }),
  },
  {
    rule: 'databases/multi-az',
    term: 'databases',
    says: 'The database has a standby in another zone',
    run: () => ({ status: 'not-applicable', reason: 'no tenant is on this plan' }),
  },
];

export function backupPlan(plan: string, days: number) {
  return {
    Type: 'AWS::Backup::BackupPlan',
    Properties: {
      BackupPlan: { BackupPlanRule: [{ RuleName: 'daily', Lifecycle: { DeleteAfterDays: days } }] },
    },
    Metadata: { covenant: { promise: 'backups', plan } },
  };
}

/** Writes a cloud assembly of one stack, as `cdk synth` does, and gives its folder. */
export function writeAssembly(resources: Readonly<Record<string, unknown>>, extra: object = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'covenant-assembly-'));
  mkdirSync(folder, { recursive: true });
  const stack = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/eu-central-1',
    properties: { templateFile: 'test-data.template.json' },
  };
  const manifest = { version: '55.0.0', artifacts: { 'test-data': stack, ...extra } };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'test-data.template.json'), JSON.stringify({ Resources: resources }, null, 1));
  return folder;
}
