import assert from 'node:assert/strict';
import { termsOf } from '../../lib/promises/agreement.ts';
import { copyDays, snapshotDays, vaultLock } from '../../lib/promises/backups/rules.ts';
import { gatewayQuota, gatewayThrottle } from '../../lib/promises/limits/rules.ts';
import type { Terms } from '../../lib/promises/terms.ts';
import { ACCOUNT } from '../emulator/environment.ts';
import { type LiveResource, liveResources } from '../runner/live.ts';
import { type Asked, readBack, type Values } from '../runner/promised.ts';
import type { Case, Deployment } from '../runner/world.ts';

const KINDS: ReadonlyMap<string, Asked['kind']> = new Map([
  ['AWS::ApiGateway::UsagePlan', 'usage-plan'],
  ['AWS::Backup::BackupVault', 'vault'],
  ['AWS::Backup::BackupPlan', 'plan'],
]);

export const proof: Case = {
  of: ['OPS-5', 'OPS-12', 'OPS-13', 'CAP-5'],
  kind: 'looks',
  prove: async world => {
    let compared = 0;
    const found = (await Promise.all(world.deployments.map(servedBy))).flat();
    const questions = found.map(({ live }) => askedOf(live));
    const byBoto3 = await world.boto3.ask<readonly Values[]>('promised_values', questions);
    for (const [at, { deployment, live }] of found.entries()) {
      const question = askedOf(live);
      const agreed = agreedOf(deployment, live, question.kind);
      const where = `${deployment.name} ${question.kind} ${live.physicalId} in ${question.region}`;
      assert.deepEqual(await readBack(question), agreed, `${where}, read by the SDK`);
      assert.deepEqual(byBoto3[at], agreed, `${where}, read by boto3`);
      compared += Object.keys(agreed).length;
    }
    return `${compared} values, each read by the SDK and by boto3, equal the agreements`;
  },
};

/** The vault of replicated snapshots and the like serve no one plan. */
async function servedBy(deployment: Deployment) {
  const all = await liveResources(deployment, new Set(KINDS.keys()));
  return all.filter(({ resource }) => resource.marks.plan !== undefined).map(live => ({ deployment, live }));
}

function askedOf({ resource, physicalId }: LiveResource): Asked {
  return { kind: KINDS.get(resource.type) ?? 'plan', region: resource.region, id: physicalId };
}

function agreedOf(deployment: Deployment, live: LiveResource, kind: Asked['kind']): Values {
  const { plan = '', tenant } = live.resource.marks;
  const terms = termsFor(deployment, plan, tenant);
  switch (kind) {
    case 'usage-plan':
      return limitsOf(terms);
    case 'vault':
      return { ...lockOf(deployment, terms), plan, tenant: tenant ?? null };
    case 'plan':
      return retentionOf(deployment, terms, tenant ? `tenant-${tenant}` : plan);
  }
}

function termsFor({ agreement, environment }: Deployment, plan: string, tenant: string | undefined): Terms {
  const own = environment.tenants.find(({ name }) => name === tenant)?.terms;
  return { ...termsOf(agreement, plan), ...own };
}

function limitsOf({ limits }: Terms): Values {
  const throttle = limits && gatewayThrottle(limits);
  const quota = limits && gatewayQuota(limits);
  return {
    rate: throttle?.rateLimit ?? null,
    burst: throttle?.burstLimit ?? null,
    quota: quota?.limit ?? null,
    period: quota?.period ?? null,
  };
}

function lockOf({ environment }: Deployment, terms: Terms): Values {
  const lock = vaultLock(terms, environment.stage);
  return { min: lock?.minDays ?? null, max: lock?.maxDays ?? null };
}

function retentionOf({ environment }: Deployment, terms: Terms, pool: string): Values {
  const keep = copyDays(terms);
  const { region } = environment.recovery;
  const to = `arn:aws:backup:${region}:${ACCOUNT}:backup-vault:${environment.environment}-${pool}-recovery`;
  return { keep: snapshotDays(terms) ?? null, copies: keep === undefined ? [] : [{ keep, to }] };
}
