import { join } from 'node:path';
import { Route53Client } from '@aws-sdk/client-route-53';
import { readAssembly } from '../../lib/audit/assembly.ts';
import { readOrigin } from '../../lib/audit/origin.ts';
import { loadEnvironment } from '../../lib/reader/index.ts';
import type { Cdk } from '../cdk/cli.ts';
import { deploy, synthesize } from '../cdk/deployment.ts';
import { makeHostedZone, useHostedZone } from '../cdk/hosted-zones.ts';
import type { Deployment } from './world.ts';

/** A synthesized environment, not yet deployed. */
export type Prepared = Omit<Deployment, 'copy' | 'deployed'>;

/** @param file the environment's file; its name is the environment's. */
export async function prepareEnvironment(cdk: Cdk, file: string, folder: string): Promise<Prepared> {
  const assembly = await synthesize(cdk, file, folder);
  const { agreement, environment } = loadEnvironment(readOrigin(assembly).environment);
  if (!agreement || !environment) throw new Error(`${file} has errors; run covenant check`);
  const zone = await makeHostedZone(environment, new Route53Client({ region: environment.primary.region }));
  return {
    ...{ agreement, environment, folder: assembly, name: environment.environment },
    assembly: readAssembly(assembly),
    adapt: copy => useHostedZone(copy, environment, zone),
  };
}

export async function deployEnvironment(cdk: Cdk, prepared: Prepared): Promise<Deployment> {
  const { copy } = await deploy(cdk, prepared.folder, prepared.adapt);
  return { ...prepared, copy, deployed: readAssembly(copy) };
}

/** The folder in which this suite keeps environments of its own. */
export const OWN_ENVIRONMENTS = join(import.meta.dirname, '..', 'environments');
