import { enableCompileCache } from 'node:module';

enableCompileCache();
const { loadApp } = await import('../lib/bundle/app.ts');
const { synthesize } = await loadApp();
await synthesize();
