import { join } from 'node:path';

/** The folder of this repository, from which data folders are found whatever the working directory is. */
export const ROOT = join(import.meta.dirname, '..');
