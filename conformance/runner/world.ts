import type { LoadedAssembly } from '../../lib/audit/assembly.ts';
import type { Agreement } from '../../lib/promises/agreement.ts';
import type { Environment } from '../../lib/promises/environment.ts';
import type { Cdk } from '../cdk/cli.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { Boto3 } from './boto3.ts';

/** One environment as it was deployed. */
export interface Deployment {
  readonly name: string;
  readonly agreement: Agreement;
  readonly environment: Environment;
  /** The folder of the assembly that the product made. */
  readonly folder: string;
  readonly assembly: LoadedAssembly;
  /** The folder of the copy that was deployed, without what the emulator cannot make. */
  readonly copy: string;
  readonly deployed: LoadedAssembly;
  /** Writes into a copy what the emulator chose itself, such as the id of the hosted zone. */
  readonly adapt: (copy: string) => void;
}

/** What every case can drive. */
export interface World {
  readonly emulator: Emulator;
  readonly cdk: Cdk;
  /** The virtual environment of the emulator. */
  readonly python: string;
  readonly boto3: Boto3;
  readonly folder: string;
  readonly deployments: readonly Deployment[];
}

/** One promise and its proof. The file is named after the promise. */
export interface Case {
  /** The clauses it bears on, or the part of the suite that it guards. */
  readonly of: readonly string[];
  /**
   * `looks`: alters nothing but what it calls. `waits`: for something that `begin` set going, so it is judged when the
   * others have looked. `changes`: alters what is deployed, or starts everything that is; runs last.
   */
  readonly kind: 'looks' | 'waits' | 'changes';
  /** What has to be set going before the others, because it takes time by itself. */
  readonly begin?: (world: World) => Promise<void>;
  /** @returns in a few words what was measured. @throws AssertionError when the promise is not kept. */
  readonly prove: (world: World) => Promise<string>;
}

export function deploymentOf({ deployments }: World, name: string): Deployment {
  const found = deployments.find(deployment => deployment.name === name);
  if (!found) throw new Error(`environment ${name} is not deployed in this run`);
  return found;
}
