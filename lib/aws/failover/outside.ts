import { resolveCname } from 'node:dns/promises';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Signal } from '../../promises/failover/quorum.ts';
import type { FailoverRequest } from '../../promises/failover/state.ts';
import type { Answer, Outside } from './ports.ts';

const ASK_MS = 5_000;
/** How often a host is asked before it counts as down: one lost packet is no outage. */
const ATTEMPTS = 3;

/** The world as this region sees it: resolvers, HTTPS, and alarms of a region that is not the one judged. */
export function outside(): Outside {
  return { signals, leadsTo, ask };
}

async function leadsTo(name: string): Promise<string | undefined> {
  try {
    const [first] = await resolveCname(name);
    return first?.replace(/\.$/, '').toLowerCase();
  } catch {
    return undefined;
  }
}

async function ask(host: string, path: string): Promise<Answer> {
  try {
    const response = await fetch(`https://${host}${path}`, { signal: AbortSignal.timeout(ASK_MS) });
    const body = await response.text();
    return { status: response.status, writes: response.ok && saysThatItWrites(body) };
  } catch {
    return { status: undefined, writes: false };
  }
}

function saysThatItWrites(body: string): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null && 'writes' in answer && answer.writes === true;
  } catch {
    return false;
  }
}

async function signals(request: FailoverRequest, diverted: boolean): Promise<readonly Signal[]> {
  return Promise.all([byRecords(request, diverted), byProbe(request), byAlarms(request)]);
}

/** The two ends of a request, by what they are and not by which way it goes. */
function placesOf({ mode, names }: FailoverRequest) {
  const [primary, recovery] = mode === 'fail-back' ? (['to', 'from'] as const) : (['from', 'to'] as const);
  return { primary, recovery, names };
}

/**
 * Route 53's checkers all over the world, asked through its data plane: the answer to the customer's name tells what
 * they decided. No call to its control plane, which may be unreachable (AWS fact 22).
 */
async function byRecords(request: FailoverRequest, diverted: boolean): Promise<Signal> {
  const { primary, recovery, names } = placesOf(request);
  const found = await leadsTo(names.customer);
  const saw = `${names.customer} leads to ${found ?? 'nothing'}`;
  if (diverted) return { name: 'records', says: 'unknown', saw: `${saw}, as it was told to` };
  const says = found === names.entry[recovery] ? 'down' : found === names.entry[primary] ? 'up' : 'unknown';
  return { name: 'records', says, saw };
}

/** A probe from this region. Who cannot even see its own region has not seen that another is down. */
async function byProbe(request: FailoverRequest): Promise<Signal> {
  const { primary, recovery, names } = placesOf(request);
  const host = names.regional[primary];
  const answers: string[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { status } = await ask(host, request.path);
    if (status === 200) return { name: 'probe', says: 'up', saw: `${host} answers 200` };
    answers.push(status === undefined ? 'nothing' : String(status));
  }
  const own = await ask(names.regional[recovery], request.path);
  const saw = `${host} answers ${answers.join(', ')}`;
  if (own.status !== undefined) return { name: 'probe', says: 'down', saw };
  return { name: 'probe', says: 'unknown', saw: `${saw}; nor does ${names.regional[recovery]} answer` };
}

/** Alarms on health checks, in the region where Route 53 writes their metrics (AWS fact 20). No data is no verdict. */
async function byAlarms({ alarms }: FailoverRequest): Promise<Signal> {
  if (alarms.names.length === 0) return { name: 'alarms', says: 'unknown', saw: 'there are none' };
  try {
    const client = new CloudWatchClient({ region: alarms.region, maxAttempts: 2 });
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [...alarms.names] }));
    const states = (MetricAlarms ?? []).map(({ StateValue }) => StateValue ?? 'INSUFFICIENT_DATA');
    const all = (wanted: string) =>
      states.length === alarms.names.length && states.every(each => each === wanted);
    const says = all('ALARM') ? 'down' : all('OK') ? 'up' : 'unknown';
    return { name: 'alarms', says, saw: `${alarms.names.join(', ')}: ${states.join(', ') || 'not found'}` };
  } catch (error) {
    return { name: 'alarms', says: 'unknown', saw: `no answer from ${alarms.region}: ${String(error)}` };
  }
}
