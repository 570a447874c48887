export * from './calendar.ts';
export * from './duration.ts';
export * from './fraction.ts';
export * from './money.ts';
export * from './percent.ts';
export * from './period.ts';
export * from './rate.ts';
export * from './size.ts';
