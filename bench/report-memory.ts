import { appendFileSync } from 'node:fs';

/** Preloaded into a measured process: writes its largest resident size when it ends. */
const file = process.env.BENCH_MEMORY_FILE;
if (file) process.on('exit', () => appendFileSync(file, `${process.resourceUsage().maxRSS}\n`));
