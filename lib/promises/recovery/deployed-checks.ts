import { DATABASE_NAME } from '../databases/names.ts';
import type { Environment } from '../environment.ts';
import { MARKERS } from './markers.ts';
import type { Checks } from './state.ts';

/** How long a restored database may take to answer, in seconds. */
const WITHIN = 300;

/** The reference service's rows are seen by their tenant alone; a drill asks as one that has none. */
const NOBODY = { 'covenant.tenant': 'nobody' };

/**
 * What a drill asks a restored database. The reference service's own table must be there and readable; of a service
 * that somebody else runs only the catalogue is known.
 */
export function deployedChecks(
  environment: Environment,
): Pick<Checks, 'database' | 'application' | 'session' | 'indexes' | 'markers' | 'withinSeconds'> {
  const reference = 'reference' in environment.service;
  const [table, indexes] = reference
    ? ['covenant_records', ['covenant_records_by_tenant']]
    : ['pg_class', []];
  return {
    database: DATABASE_NAME,
    application: { sql: `select count(*) >= 0 as answered from ${table}`, answer: '[{"answered":true}]' },
    ...(reference && { session: NOBODY }),
    indexes,
    markers: { ...MARKERS },
    withinSeconds: WITHIN,
  };
}
