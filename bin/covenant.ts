#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { main } from '../lib/cli/program.ts';

enableCompileCache();
await main(process.argv);
