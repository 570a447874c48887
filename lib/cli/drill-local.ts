import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CovenantError } from '../agreement/errors.ts';
import { bundleFolder } from '../bundle/folder.ts';
import { runDrill } from '../local/drill/drill.ts';
import { faultNamed } from '../local/drill/faults/index.ts';
import type { CallStep, DrillResult, Promised } from '../local/drill/plan.ts';
import { type Agreement, termsOf } from '../promises/agreement.ts';
import { promisedLoss } from '../promises/backups/freshness.ts';
import { pointInTimeDays } from '../promises/backups/rules.ts';
import { strongest } from '../promises/databases/strongest.ts';
import { state as stateSchema } from '../promises/recovery/state.ts';
import { filesIn, loadAgreement } from '../reader/index.ts';
import type { DrillFlags } from './drill.ts';
import { phaseTeller } from './drill-text.ts';

/** Runs a drill on this machine, by the bundles of the recovery Lambdas. */
export async function drillLocally(
  flags: Pick<DrillFlags, 'agreement' | 'fault' | 'from' | 'keep' | 'to'>,
  tell: (text: string) => void,
): Promise<DrillResult> {
  const promised = promisedBy(flags.agreement);
  const fault = flags.fault === undefined ? undefined : faultNamed(flags.fault);
  const { folder } = await bundleFolder();
  const { to, from, keep } = flags;
  return runDrill({ promised, call: bundledSteps(folder), fault, to, from, keep, tell: phaseTeller(tell) });
}

/** Loads the bundles afresh, so that they read the endpoint of this drill and not of one before. */
export function bundledSteps(folder: string): CallStep {
  const drill = Date.now();
  return async (step, state) => {
    const url = pathToFileURL(join(folder, `recovery-${step}`, 'index.mjs'));
    const loaded: { handler(event: unknown): Promise<unknown> } = await import(`${url.href}?drill=${drill}`);
    return stateSchema.parse(await quietly(() => loaded.handler(state)));
  };
}

/** What a Lambda writes to its log, such as metrics, is not the command's output. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const write = process.stdout.write;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}

/** The strictest of what an agreement's plans promise. @throws CovenantError when none promises anything to drill */
export function promisedBy(name: string): Promised {
  const agreement = agreementNamed(name);
  const terms = strongest(Object.keys(agreement.plans).map(plan => termsOf(agreement, plan)));
  const { backups, failover, databases } = terms;
  if (!backups && !failover && !databases) {
    throw new CovenantError(
      `${name} promises no backups, no failover and no database, so there is nothing to compare a drill with: choose another with --agreement`,
    );
  }
  return {
    agreement: agreement.agreement,
    version: agreement.version,
    recoveryTime: backups?.tested?.['recovery-time'].seconds ?? null,
    recoveryPoint: promisedLoss(terms) ?? null,
    failover: failover?.within?.seconds ?? null,
    keepDays: pointInTimeDays(terms),
  };
}

function agreementNamed(name: string): Agreement {
  const file =
    name.includes('/') || name.endsWith('.yaml')
      ? name
      : filesIn('agreements').find(path => path.endsWith(`/${name}.yaml`));
  const loaded = loadAgreement(file ?? `agreements/${name}.yaml`);
  if (!loaded.agreement) throw new CovenantError(`${name} has errors: run covenant check ${file}`);
  return loaded.agreement;
}
