import { LocalEnvironment } from '../../lib/local/drill/environment.ts';
import { failOverUnderWrites } from '../../lib/local/drill/failover.ts';
import { openShop } from '../../lib/local/drill/shop.ts';
import { createSource, secretOf } from '../../lib/local/drill/source.ts';
import { median } from '../process.ts';
import type { BenchResult } from '../result.ts';

const FAILOVERS = 20;
const ALONE = { peers: {}, ratio: null };

/** Failover after failover under four writers; at last the asynchronous control, which must lose rows. */
export async function failovers(): Promise<readonly BenchResult[]> {
  const environment = await LocalEnvironment.open();
  try {
    const source = await createSource(environment, 7);
    const secret = secretOf(environment, source);
    await openShop(source, secret, 5000);
    const seconds: number[] = [];
    let [lost, acknowledged] = [0, 0];
    for (let round = 0; round < FAILOVERS; round++) {
      const result = await failOverUnderWrites({ environment, source }, secret, null);
      seconds.push(result.measured ?? Number.POSITIVE_INFINITY);
      lost += result.lost;
      acknowledged += result.acknowledged;
      await source.work;
    }
    const control = await failOverUnderWrites({ environment, source }, secret, null, true);
    return results(seconds, { lost, acknowledged }, control);
  } finally {
    await environment.close();
  }
}

interface Count {
  readonly lost: number;
  readonly acknowledged: number;
}

function results(seconds: readonly number[], { lost, acknowledged }: Count, control: Count): BenchResult[] {
  const [unit, of] = ['s', `of ${FAILOVERS}`];
  return [
    { name: `failover, median ${of}`, ours: median(seconds), unit, aim: '<= 0.5 s', ...ALONE },
    {
      name: `failover, worst ${of}`,
      ours: Math.max(...seconds),
      unit,
      aim: 'no more than promised',
      ...ALONE,
    },
    {
      name: `rows lost in them, of ${acknowledged} acknowledged`,
      ours: lost,
      unit: 'rows',
      aim: '0',
      ...ALONE,
    },
    {
      name: `rows lost by an asynchronous standby behind a partition, of ${control.acknowledged}`,
      ...{ ours: control.lost, unit: 'rows', aim: '> 0, or the test proves nothing', ...ALONE },
    },
  ];
}
