import { mutations as access } from './access.ts';
import { mutations as availability } from './availability.ts';
import { mutations as backups } from './backups.ts';
import { mutations as capacity } from './capacity.ts';
import { mutations as credits } from './credits.ts';
import { mutations as databases } from './databases.ts';
import { mutations as failover } from './failover.ts';
import { mutations as incidents } from './incidents.ts';
import { mutations as isolation } from './isolation.ts';
import { mutations as limits } from './limits.ts';
import { mutations as maintenance } from './maintenance.ts';
import { mutations as monitoring } from './monitoring.ts';
import type { Mutation } from './mutation.ts';
import { mutations as performance } from './performance.ts';
import { mutations as residency } from './residency.ts';
import { mutations as subscription } from './subscription.ts';

/** Every mutation by the promise whose file it is in. */
export const MUTATIONS: Readonly<Record<string, readonly Mutation[]>> = {
  availability,
  credits,
  subscription,
  monitoring,
  databases,
  failover,
  backups,
  limits,
  access,
  isolation,
  residency,
  capacity,
  performance,
  incidents,
  maintenance,
};
