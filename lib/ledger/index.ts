export * from './close.ts';
export * from './closes.ts';
export * from './evidence.ts';
export * from './file-store.ts';
export * from './folder.ts';
export * from './signer.ts';
export * from './statement.ts';
export * from './verify.ts';
