import type { StepName } from '../../../promises/recovery/machine.ts';
import type { ReasonCode } from '../../../promises/recovery/reasons.ts';
import type { RestoreRequest, RestoreState } from '../../../promises/recovery/state.ts';
import type { Instance } from '../../rds/instance.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { CallStep } from '../plan.ts';

/** What a fault may lay its hands on. */
export interface Scene {
  readonly environment: LocalEnvironment;
  readonly source: Instance;
  readonly call: CallStep;
  /** The restored instance. @throws Error when there is none (yet) */
  target(): Instance;
}

/** Something that goes wrong in a drill on purpose, and the reason the drill must then give. */
export interface Fault {
  readonly name: string;
  readonly says: string;
  readonly reason: ReasonCode;
  /** Before anything is written. */
  readonly prepare?: (scene: Scene) => void | Promise<void>;
  readonly request?: (request: RestoreRequest) => RestoreRequest;
  /** After the accident, before the restore begins. */
  readonly arm?: (scene: Scene, state: RestoreState) => void | Promise<void>;
  /** Just before a step is called for the first time. */
  readonly before?: Partial<Record<StepName, (scene: Scene) => void | Promise<void>>>;
  /** The step whose Lambda dies at every call. */
  readonly dies?: StepName;
  /** In place of the failover with a synchronous standby. */
  readonly failover?: 'asynchronous-partition';
}
