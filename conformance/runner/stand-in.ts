import { join } from 'node:path';
import { virtualEnvironment } from '../../scripts/python.ts';
import { type Cdk, cdkCli } from '../cdk/cli.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { remove, runFolder } from '../emulator/folder.ts';
import { type Boto3, boto3 } from './boto3.ts';

/** A running stand-in AWS, and the tools that talk to it. */
export interface StandIn {
  readonly emulator: Emulator;
  readonly cdk: Cdk;
  /** The virtual environment of the emulator. */
  readonly python: string;
  readonly boto3: Boto3;
  readonly folder: string;
}

const REQUIREMENTS = join(import.meta.dirname, '..', 'requirements.txt');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Starts a stand-in AWS, lets `work` use it, and takes everything away again: also after an error and after a
 * signal. After SIGKILL the emulator notices by itself.
 * @throws PythonError when Python is missing.
 */
export async function withStandIn<T>(work: (standIn: StandIn) => Promise<T>): Promise<T> {
  const python = virtualEnvironment('conformance', REQUIREMENTS);
  const folder = runFolder();
  const emulator = await startEmulator(python, folder);
  const sdk = boto3(python, emulator.environment);
  const clear = async () => {
    sdk.stop();
    await emulator.stop();
    remove(folder);
  };
  const leave = (signal: NodeJS.Signals) =>
    void clear().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  for (const signal of SIGNALS) process.once(signal, leave);
  Object.assign(process.env, emulator.variables);
  try {
    return await work({ emulator, python, boto3: sdk, folder, cdk: cdkCli(emulator.environment, folder) });
  } finally {
    for (const signal of SIGNALS) process.off(signal, leave);
    await clear();
  }
}
