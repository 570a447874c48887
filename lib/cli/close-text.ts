import { join } from 'node:path';
import type { ClosedTenant, closeMonth } from './close-month.ts';

type CloseResult = Awaited<ReturnType<typeof closeMonth>>;

function tenantLine(closed: ClosedTenant, currency: string): string {
  const head = `${closed.tenant.padEnd(14)} ${closed.plan.padEnd(12)}`;
  if (!closed.ok) return `!${head} not closed: ${closed.reason}`;
  const kept =
    closed.kept === null
      ? closed.uptime === null
        ? ''
        : 'nothing promised'
      : closed.kept
        ? 'kept'
        : 'MISSED';
  const uptime = closed.uptime === null ? 'not observed whole' : `${closed.uptime} %`;
  const credit = closed.creditPercent
    ? `credit ${closed.creditPercent} %${closed.credit ? ` = ${closed.credit} ${currency}` : ''}`
    : '';
  const { invoice, waiting } = closed;
  const billed = invoice
    ? `invoice ${invoice.number}: ${invoice.gross} - ${invoice.credited} = ${invoice.total} ${currency}`
    : '';
  const words = [uptime, kept, credit, waiting ?? '', billed].filter(word => word !== '');
  return `${closed.kept === false ? '!' : ''}${head} ${words.join(' · ')}`;
}

/** The result as lines; one that starts with `!` is bad news. */
export function closedText(closed: CloseResult): readonly string[] {
  return [
    `${closed.month} of ${closed.environment}`,
    ...closed.tenants.map(tenant => tenantLine(tenant, closed.currency)),
    `statements: ${join(closed.out, closed.month)}; ledgers: ${join(closed.out, 'ledgers')}; check any with covenant verify`,
  ];
}
