import { parseArgs } from 'node:util';
import { environmentNames } from '../../lib/reader/index.ts';

export interface SuiteOptions {
  readonly help: boolean;
  /** Part of a case's name. */
  readonly only: string | undefined;
  readonly environments: readonly string[];
}

export const USAGE = `Usage: npm run conformance -- [options]

  --only <words>           only the cases whose name contains these words
  --environments <a,b>     only these environments (all of environments/ when left out)
  --help`;

/** @throws TypeError when an option is unknown. */
export function suiteOptions(args: readonly string[]): SuiteOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      only: { type: 'string' },
      environments: { type: 'string' },
    },
  });
  const environments = values.environments?.split(',') ?? environmentNames();
  return { help: values.help, only: values.only, environments };
}
