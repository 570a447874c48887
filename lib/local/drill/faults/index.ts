import { UsageError } from '../../../agreement/errors.ts';
import { BACKUP_FAULTS } from './backup-faults.ts';
import { DATA_FAULTS } from './data-faults.ts';
import type { Fault } from './fault.ts';
import { RUN_FAULTS } from './run-faults.ts';
import { SETTINGS_FAULTS } from './settings-faults.ts';

/** Everything that can be made to go wrong in a drill; each turns it red, for its own reason. */
export const FAULTS: readonly Fault[] = [...BACKUP_FAULTS, ...DATA_FAULTS, ...SETTINGS_FAULTS, ...RUN_FAULTS];

/** @throws UsageError naming the faults there are */
export function faultNamed(name: string): Fault {
  const found = FAULTS.find(fault => fault.name === name);
  if (found) return found;
  throw new UsageError(
    `there is no fault "${name}"; there are ${FAULTS.map(fault => fault.name).join(', ')}`,
  );
}
