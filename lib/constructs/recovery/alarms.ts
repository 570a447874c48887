import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { FIGURES } from '../../promises/backups/freshness.ts';
import type { Marks } from '../../promises/evidence.ts';
import { RECOVERY_NAMESPACE } from '../../promises/recovery/names.ts';
import { type AlarmGround, type WatchProps, watch } from '../monitoring/alarm.ts';

export interface BackupAlarmsProps {
  readonly ground: AlarmGround;
  readonly database: string;
  /** Whom it serves, in words. */
  readonly customers: string;
  readonly marks: Pick<Marks, 'plan' | 'tenant'>;
  /** Seconds, each from the agreement; undefined where it promises nothing. */
  readonly oldestBackup: number | undefined;
  readonly oldestCopy: number | undefined;
  readonly oldestProof: number | undefined;
  readonly recoveryTime: number | undefined;
  readonly recoveryPoint: number | undefined;
}

interface Judged extends Pick<WatchProps, 'says' | 'metric' | 'rings'> {
  readonly id: string;
  readonly threshold: number | undefined;
}

/** In seconds: the figures come hourly. */
const HOUR = 3600;

/** Rings when a database's backups, copies or proven restores are older than promised, or a drill was red. */
export class BackupAlarms extends Construct {
  readonly alarms: readonly cloudwatch.CfnAlarm[];

  constructor(scope: Construct, id: string, props: BackupAlarmsProps) {
    super(scope, id);
    const { database: name } = props;
    this.alarms = [
      ...this.tooOld(props, 'backup', props.oldestBackup, `The newest backup of ${name} is too old.`),
      ...this.tooOld(props, 'copy', props.oldestCopy, `The newest copy of ${name} away is too old.`),
      ...this.tooOld(props, 'proven', props.oldestProof, `No restore of ${name} was proven in time.`),
      ...(props.oldestProof === undefined ? [] : this.drills(props)),
    ];
  }

  private tooOld(
    props: BackupAlarmsProps,
    what: keyof typeof FIGURES,
    most: number | undefined,
    says: string,
  ) {
    if (most === undefined) return [];
    return [
      this.watch(props, `${what}-age`, {
        ...{ says, metric: FIGURES[what], rings: 'above', threshold: most },
        dimensions: { Database: props.database },
        // Three hours of silence: whoever measures has died, and nothing is proven any more.
        ...{ silence: 'breaching', minutes: [3, 3] },
      }),
    ];
  }

  private drills(props: BackupAlarmsProps): readonly cloudwatch.CfnAlarm[] {
    const { database: name, recoveryTime, recoveryPoint } = props;
    const figures: readonly Judged[] = [
      {
        ...{ id: 'drill-red', metric: 'DrillOk', threshold: 1, rings: 'below' },
        says: `A drill of ${name} was red.`,
      },
      {
        ...{ id: 'drill-rto', metric: 'RecoveryTime', threshold: recoveryTime, rings: 'above' },
        says: `A drill of ${name} took longer than promised.`,
      },
      {
        ...{ id: 'drill-rpo', metric: 'RecoveryPoint', threshold: recoveryPoint, rings: 'above' },
        says: `A drill of ${name} lost more than promised.`,
      },
    ];
    return figures.flatMap(({ id, threshold, ...rest }) =>
      threshold === undefined
        ? []
        : [
            this.watch(props, id, {
              ...{ ...rest, threshold, minutes: [1, 1] },
              dimensions: { Database: name, Mode: 'drill' },
              // Between drills there is nothing to say; that one is missing rings by its own alarm.
              silence: 'ignore',
            }),
          ],
    );
  }

  private watch(
    { ground, database, customers, marks }: BackupAlarmsProps,
    runbook: string,
    own: Pick<WatchProps, 'says' | 'metric' | 'rings' | 'threshold' | 'dimensions' | 'silence' | 'minutes'>,
  ): cloudwatch.CfnAlarm {
    return watch(this, runbook, ground, {
      ...own,
      runbook,
      ...{
        namespace: RECOVERY_NAMESPACE,
        period: HOUR,
        statistic: own.rings === 'below' ? 'Minimum' : 'Maximum',
      },
      hurts: `${customers}, whose data is in ${database}`,
      marks: { ...marks, promise: 'backups', role: database },
    });
  }
}
