import { enableCompileCache } from 'node:module';

enableCompileCache();
const { synthesize } = await import('../lib/cli/synthesize.ts');
await synthesize();
