import type { StepName } from '../../../promises/recovery/machine.ts';
import type { RestoreRequest } from '../../../promises/recovery/state.ts';
import { sleep } from '../../postgres/time.ts';
import { AwsError, wrongState } from '../../rds/aws-error.ts';
import type { Fault, Scene } from './fault.ts';

/** The clock of the incident is set back by all of the promised time, which stands for a restore that slow. */
function startedLongAgo(request: RestoreRequest): RestoreRequest {
  const start = new Date(request.startedAt).getTime() - (request.promised.recoveryTime ?? 0) * 1000;
  return { ...request, startedAt: new Date(start).toISOString() };
}

function refuseDeletion({ environment, target }: Scene): void {
  environment.rds.interceptors.push(({ action, form }) => {
    if (action === 'DeleteDBInstance' && form.text('DBInstanceIdentifier') === target().id) {
      throw wrongState(`Instance ${target().id} cannot be deleted now.`);
    }
  });
}

function crash(step: StepName, after: StepName): Fault {
  return {
    name: `crash-after-${after}`,
    says: `the run dies between ${after} and ${step}, at every try`,
    reason: 'crash',
    dies: step,
  };
}

export const RUN_FAULTS: readonly Fault[] = [
  {
    name: 'slow-restore',
    says: 'the restore takes longer than the promised recovery time (the incident is dated back by it)',
    reason: 'rto',
    request: startedLongAgo,
  },
  {
    name: 'restore-hangs',
    says: 'the restored instance never becomes available',
    reason: 'restore-timeout',
    request: request => ({ ...request, pace: { ...request.pace, patience: 4 } }),
    before: {
      wait: ({ target }) => {
        Object.defineProperty(target(), 'status', {
          get: () => 'creating',
          set: () => {},
          configurable: true,
        });
      },
      teardown: scene => void Reflect.deleteProperty(scene.target(), 'status'),
    },
  },
  {
    name: 'throttled',
    says: 'RDS throttles every call that would begin the restore',
    reason: 'crash',
    arm: ({ environment }) => {
      environment.rds.interceptors.push(({ action }) => {
        if (action === 'RestoreDBInstanceToPointInTime')
          throw new AwsError('Throttling', 'Rate exceeded', 400);
      });
    },
  },
  {
    name: 'teardown-fails',
    says: 'the restored database cannot be removed',
    reason: 'teardown-failed',
    before: {
      teardown: refuseDeletion,
    },
    request: request => ({ ...request, pace: { ...request.pace, patience: 12 } }),
  },
  {
    name: 'duplicate-trigger',
    says: 'another run restores the same database already',
    reason: 'busy',
    arm: async ({ call }, state) => {
      let other = { ...state, request: { ...state.request, run: `${state.request.run}-other` } };
      // The archive may not have the wanted time yet: like the machine, the other run asks again.
      do {
        other = await call('choose-point', other);
        if (other.waiting) await sleep(other.request.pace.every * 1000);
      } while (other.waiting);
      const begun = await call('restore', other);
      if (!begun.attempted) throw new Error('the other run did not begin, so there is nothing to refuse');
    },
  },
  crash('restore', 'choose-point'),
  crash('wait', 'restore'),
  crash('validate', 'wait'),
  crash('teardown', 'validate'),
  crash('measure', 'teardown'),
  {
    name: 'asynchronous-standby',
    says: 'the standby is asynchronous and was cut off before the primary died: acknowledged rows are lost',
    reason: 'lost-acknowledged-rows',
    failover: 'asynchronous-partition',
  },
];
