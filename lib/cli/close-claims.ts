import { UsageError } from '../agreement/errors.ts';
import { readHistoryText } from '../history/index.ts';
import { timeOf } from '../history/time.ts';
import type { ClaimTicket } from '../ledger/index.ts';

/** A ticket and the tenant it came from. */
export interface TenantClaim extends ClaimTicket {
  readonly tenant: string;
}

function claimIn(file: string, item: unknown, index: number): TenantClaim {
  const fields: Readonly<Record<string, unknown>> =
    typeof item === 'object' && item !== null ? { ...item } : {};
  const { tenant, month, ticket } = fields;
  const at = timeOf(fields.at);
  if (typeof tenant === 'string' && typeof month === 'string' && at !== undefined && ticket !== undefined) {
    return { tenant, period: month, ticket: String(ticket), at };
  }
  throw new UsageError(
    `${file}: claim ${index + 1} needs tenant, month, ticket and at (a time with its offset)`,
  );
}

/** Reads the tickets by which credits are claimed. @throws UsageError naming the one that lacks something. */
export async function readClaims(file: string | undefined): Promise<readonly TenantClaim[]> {
  if (file === undefined) return [];
  const { parse } = await import('yaml');
  const value: unknown = parse(readHistoryText(file));
  if (!Array.isArray(value)) throw new UsageError(`${file}: expected a list of claims`);
  return value.map((item: unknown, index) => claimIn(file, item, index));
}
