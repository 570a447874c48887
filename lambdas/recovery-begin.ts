import { begin } from '../lib/promises/recovery/begin.ts';
import type { RestoreState } from '../lib/promises/recovery/state.ts';

/** Makes the first state of a restore from what started it and what the templates know. */
export async function handler(event: unknown): Promise<RestoreState> {
  return begin(event);
}
