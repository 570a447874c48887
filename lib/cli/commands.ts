import { register as audit } from './audit.ts';
import { register as backtest } from './backtest.ts';
import { register as check } from './check.ts';
import { register as close } from './close.ts';
import { register as diff } from './diff.ts';
import { register as drill } from './drill.ts';
import { register as explain } from './explain.ts';
import { register as incident } from './incident.ts';
import { register as localRds } from './local-rds.ts';
import { register as maintenance } from './maintenance.ts';
import { register as measure } from './measure.ts';
import { register as openslo } from './openslo.ts';
import type { Register } from './register.ts';
import { register as schema } from './schema.ts';
import { register as start } from './start.ts';
import { register as status } from './status.ts';
import { register as verify } from './verify.ts';

/** The commands in the order in which `covenant --help` lists them. Each file loads its work only when it runs. */
export const COMMANDS: readonly Register[] = [
  start,
  check,
  diff,
  schema,
  explain,
  audit,
  measure,
  backtest,
  close,
  verify,
  openslo,
  drill,
  localRds,
  status,
  incident,
  maintenance,
];
