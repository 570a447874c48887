import { createRequire, enableCompileCache } from 'node:module';

enableCompileCache();
const { appFile } = await import('../lib/bundle/app.ts');
// The one cached file loads quicker; the sources do the same when it cannot be made.
const file = await appFile().catch(() => undefined);
const app: typeof import('../lib/cli/synthesize.ts') =
  file === undefined ? await import('../lib/cli/synthesize.ts') : createRequire(import.meta.url)(file);
await app.synthesize();
