import type { Contradiction } from '../problem.ts';
import { developmentLock, irreversibleLock, lockRefuses, lockRules } from './lock-contradictions.ts';
import {
  pointInTimeShared,
  pointInTimeTooLong,
  recoveryPointTooShort,
} from './point-in-time-contradictions.ts';
import { keepsNothing, quickRecovery, tooOften } from './snapshot-contradictions.ts';

export const contradictions: readonly Contradiction[] = [
  keepsNothing,
  tooOften,
  quickRecovery,
  pointInTimeTooLong,
  recoveryPointTooShort,
  pointInTimeShared,
  lockRefuses,
  lockRules,
  irreversibleLock,
  developmentLock,
];
