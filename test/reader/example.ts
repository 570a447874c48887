import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../lib/root.ts';

export const AGREEMENTS = [
  'alert-agent',
  'enterprise-tiers',
  'predictive-database-operations',
  'reserved-capacity-pricing',
  'sovereign-node',
] as const;

export const ENVIRONMENTS = [
  'alerts',
  'capacity',
  'development',
  'enterprise',
  'production',
  'sovereign',
] as const;

/** The text of an example agreement. */
export function example(name: string): string {
  return readFileSync(join(ROOT, 'agreements', `${name}.yaml`), 'utf8');
}
