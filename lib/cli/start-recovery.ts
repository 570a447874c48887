import { dirname } from 'node:path';
import { closedText } from './close-text.ts';
import { drillText } from './drill-text.ts';
import { closeDrilled, type StartClose } from './start-close.ts';
import { DRILLED, drillAll } from './start-drill.ts';

/** What the second half of `npm start` came to: recoveries drilled, a month closed, its statements verified. */
export interface Recovery {
  readonly fine: boolean;
  /** Members of `npm start -- --json`; `reason` where there was no drill. */
  readonly json: {
    readonly drill: unknown;
    readonly away: unknown;
    readonly close: unknown;
    readonly reason?: string;
  };
  readonly text: string;
}

/** Drills recoveries on this machine and closes the month of the first one's outage. */
export async function recoverOnce(say: (text: string) => void): Promise<Recovery> {
  const { drilled, away, reason } = await drillAll(say);
  if (!drilled) return withoutDrill(reason ?? '');
  const close = await closeDrilled(drilled);
  say('close: the month of that outage is closed and its statements are verified');
  const verified = close?.verified.every(({ ok }) => ok) ?? false;
  return {
    fine: [drilled, ...away].every(({ report }) => report.ok) && verified,
    json: { drill: drilled.report, away: away.map(({ report }) => report), close: close ?? null },
    text: [
      `\nDrill of ${DRILLED}, on this machine${drillText(drilled)}`,
      ...away.map(
        each =>
          `\nDrill of ${each.report.about?.agreement} from the recovery region, on this machine${drillText(each)}`,
      ),
      close ? closeText(close) : '',
    ].join('\n'),
  };
}

/** No PostgreSQL for this platform is no failure of the agreements; it is said, and nothing is claimed. */
function withoutDrill(reason: string): Recovery {
  return {
    fine: true,
    json: { drill: null, away: [], close: null, reason },
    text: `\nNo drill: ${reason}`,
  };
}

function closeText({ closed, atPromise, verified }: StartClose): string {
  const wrong = verified.filter(({ ok }) => !ok);
  const lines = (text: readonly string[]) => text.filter(line => !line.startsWith('statements:')).map(plain);
  return [
    '',
    'The month of the drill, its outage and nothing else down:',
    ...lines(closedText(closed)),
    '',
    'The same month, had the restore taken all the time that is promised for it:',
    ...lines(closedText(atPromise)),
    '',
    wrong.length === 0
      ? `${verified.length} statements and ledgers verified, in ${dirname(closed.out)}`
      : `${wrong.length} of ${verified.length} statements and ledgers do NOT verify`,
  ].join('\n');
}

function plain(line: string): string {
  return `  ${line.replace(/^!/, '')}`;
}
