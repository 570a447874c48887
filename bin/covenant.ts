#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { endQuietly, main } = await import('../lib/cli/program.ts');
process.stdout.on('error', endQuietly);
await main(process.argv);
