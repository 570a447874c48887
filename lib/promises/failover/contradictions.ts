import type { Contradiction } from '../problem.ts';

export const contradictions: readonly Contradiction[] = [];
