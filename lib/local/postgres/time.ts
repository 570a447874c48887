import { setTimeout as delay } from 'node:timers/promises';

export const sleep = (milliseconds: number): Promise<void> => delay(milliseconds);

/** Asks again and again until the answer is not undefined. @throws Error after `seconds`, naming what was awaited. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  { seconds = 60, every = 5 }: { readonly seconds?: number; readonly every?: number } = {},
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`${what} did not happen within ${seconds} s`);
    await sleep(every);
  }
}
