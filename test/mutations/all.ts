import { PROMISES } from '../../lib/promises/index.ts';
import type { Mutation } from './mutation.ts';

/** The mutations of one promise, from the file of its name in this folder. */
export interface PromiseMutations {
  readonly promise: string;
  readonly mutations: readonly Mutation[];
}

/** The mutations of one promise. @throws Error when it has no file of mutations. */
export async function mutationsOf(promise: string): Promise<readonly Mutation[]> {
  const file: { mutations: readonly Mutation[] } = await import(`./${promise}.ts`);
  return file.mutations;
}

/** Every mutation, in the order of the promises. */
export async function allMutations(): Promise<readonly PromiseMutations[]> {
  return Promise.all(
    PROMISES.map(async ({ name }) => ({ promise: name, mutations: await mutationsOf(name) })),
  );
}
