import { closedText } from './close-text.ts';
import { drillText } from './drill-text.ts';
import { closeDrilled, type StartClose } from './start-close.ts';
import { DRILLED, drillOnce } from './start-drill.ts';

/** What the second half of `npm start` came to: a recovery drilled, its month closed, its statements verified. */
export interface Recovery {
  readonly fine: boolean;
  /** The members `drill` and `close` of `npm start -- --json`; `reason` where there was no drill. */
  readonly json: { readonly drill: unknown; readonly close: unknown; readonly reason?: string };
  readonly text: string;
}

/** Drills a recovery on this machine and closes the month of its outage. */
export async function recoverOnce(say: (text: string) => void): Promise<Recovery> {
  say(`drill: an accident, a restore and a failover on a real database, as ${DRILLED} promises them`);
  const { result, reason } = await drillOnce(say);
  if (!result) return withoutDrill(reason);
  const close = await closeDrilled(result);
  say('close: the month of that outage is closed and its statements are verified');
  const verified = close?.verified.every(({ ok }) => ok) ?? false;
  return {
    fine: result.report.ok && verified,
    json: { drill: result.report, close: close ?? null },
    text: `\nDrill of ${DRILLED}${drillText(result)}\n${close ? closeText(close) : ''}`,
  };
}

/** No PostgreSQL for this platform is no failure of the agreements; it is said, and nothing is claimed. */
function withoutDrill(reason: string): Recovery {
  return { fine: true, json: { drill: null, close: null, reason }, text: `\nNo drill: ${reason}` };
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
      ? `${verified.length} statements and ledgers verified, in ${closed.out}`
      : `${wrong.length} of ${verified.length} statements and ledgers do NOT verify`,
  ].join('\n');
}

function plain(line: string): string {
  return `  ${line.replace(/^!/, '')}`;
}
