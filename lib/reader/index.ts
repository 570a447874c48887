export * from './agreement.ts';
export * from './by-name.ts';
export * from './check.ts';
export * from './environment.ts';
