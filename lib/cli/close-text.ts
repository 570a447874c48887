import { join } from 'node:path';
import type { ClosedTenant, closeMonth } from './close-month.ts';
import { paint } from './output.ts';

type CloseResult = Awaited<ReturnType<typeof closeMonth>>;

/** An uptime as people read it: cut off, never rounded up. */
function shortened(uptime: string): string {
  return uptime.replace(/(\.\d{4})\d+$/, '$1');
}

function uptimeLine({ kept, uptime, promised }: ClosedTenant): string {
  if (promised === null)
    return uptime === null ? 'no uptime promised' : `uptime ${shortened(uptime)} %, none promised`;
  if (uptime === null) return `uptime not known: the month was not seen whole (${promised} promised)`;
  const words = `uptime ${shortened(uptime)} % of ${promised} promised: ${kept ? 'kept' : 'MISSED'}`;
  return kept === false ? paint('red', words) : words;
}

function creditLine({ creditPercent, credit, waiting }: ClosedTenant, currency: string): string {
  if (!creditPercent) return waiting ?? '';
  const amount = credit === null ? 'of a fee that is not stated' : `= ${credit} ${currency}`;
  return [`credit ${creditPercent} % ${amount}`, waiting ?? ''].filter(word => word !== '').join(', ');
}

/** Whether an amount such as `0.00` is nothing. */
function isNothing(amount: string): boolean {
  return !/[1-9]/.test(amount);
}

/** `invoice 3: 24 days of reserved 240.00, less credits 40.00, to pay 200.00 EUR` */
function invoiceLine({ invoice }: ClosedTenant, currency: string): string {
  if (!invoice) return '';
  const lines = invoice.lines.map(({ kind, plan, days, covers, amount }) => {
    const what = kind === 'once' ? `${plan} once` : `${days} days of ${plan} in ${covers}`;
    return `${what} ${amount}`;
  });
  const less = isNothing(invoice.credited) ? [] : [`less credits ${invoice.credited}`];
  return `invoice ${invoice.number}: ${[...lines, ...less, `to pay ${invoice.total} ${currency}`].join(', ')}`;
}

function moneyLines(closed: ClosedTenant, currency: string): readonly string[] {
  const { refund, balance } = closed;
  const carried = balance && !isNothing(balance) ? `carried forward: ${balance} ${currency}` : '';
  const paidBack = refund ? `paid back: ${refund} ${currency}` : '';
  const lines = [creditLine(closed, currency), invoiceLine(closed, currency), paidBack, carried];
  return lines.filter(line => line !== '');
}

function tenantLines(closed: ClosedTenant, currency: string): readonly string[] {
  const head = `${paint('bold', closed.tenant)} (${closed.plan})`;
  if (!closed.ok) return [`${head}: ${paint('red', `not closed: ${closed.reason}`)}`];
  return [`${head}: ${uptimeLine(closed)}`, ...moneyLines(closed, currency).map(line => `    ${line}`)];
}

/** The result as lines, one paragraph for each tenant. */
export function closedText(closed: CloseResult): readonly string[] {
  return [
    `${closed.month} of ${closed.environment}`,
    ...closed.tenants.flatMap(tenant => tenantLines(tenant, closed.currency)),
    `statements: ${join(closed.out, closed.month)}`,
    `ledgers:    ${join(closed.out, 'ledgers')}`,
    `check all of it: covenant verify ${closed.out}`,
  ];
}
