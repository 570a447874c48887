export * from './agreement.ts';
export * from './by-name.ts';
export * from './check.ts';
export * from './environment.ts';
export type { LocatedProblem, Place, Source } from './located.ts';
export { hasErrors } from './located.ts';
