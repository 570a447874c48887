import { z } from 'zod';
import type { Entry } from './entry.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const minor = z.string().regex(/^-?\d+$/);

const credit = z.strictObject({
  kind: z.enum(['credit', 'correction']),
  key: z.string(),
  clause: z.string(),
  period: z.string(),
  amount: minor,
  revision: z.number(),
  evidence: z.string(),
});

const claim = z.strictObject({
  kind: z.literal('claim'),
  key: z.string(),
  period: z.string(),
  ticket: z.string(),
  at: z.number(),
});

const invoice = z.strictObject({
  kind: z.literal('invoice'),
  key: z.string(),
  period: z.string(),
  number: z.int().positive(),
  billedDays: z.int().positive(),
  gross: minor,
  credited: minor,
  total: minor,
});

/** The shape of an entry, wherever it was read from. */
const entrySchema = z.strictObject({
  tenant: z.string(),
  sequence: z.int().positive(),
  previous: hash,
  posting: z.union([credit, claim, invoice]),
  hash,
});

/** A ledger as it is handed over: every entry, what it ends with, and a signature over that end. */
export const ledgerSchema = z.strictObject({
  covenant: z.literal('ledger'),
  tenant: z.string(),
  currency: z.string(),
  entries: z.array(entrySchema),
  head: z.strictObject({ sequence: z.int().nonnegative(), hash, balance: minor }),
  signature: z.strictObject({
    algorithm: z.literal('Ed25519'),
    key: hash,
    value: z.string().regex(/^[0-9a-f]{128}$/),
  }),
});

export type LedgerFile = z.output<typeof ledgerSchema>;
export type Signature = LedgerFile['signature'];

export function isEntry(value: unknown): value is Entry {
  return entrySchema.safeParse(value).success;
}
