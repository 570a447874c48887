export { parseEvents } from './events.ts';
export { exclusionsOf } from './exclusions.ts';
export * from './read.ts';
export { HEALTH } from './threshold.ts';
