import { z } from 'zod';
import type { Entry } from './entry.ts';

export const hash = z.string().regex(/^[0-9a-f]{64}$/);
const minor = z.string().regex(/^-?\d+$/);

export const signatureSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  key: hash,
  value: z.string().regex(/^[0-9a-f]{128}$/),
});

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

const termination = z.strictObject({
  kind: z.literal('termination'),
  key: z.string(),
  ticket: z.string(),
  at: z.number(),
});

const invoice = z.strictObject({
  kind: z.literal('invoice'),
  key: z.string(),
  period: z.string(),
  number: z.int().positive(),
  lines: z
    .array(
      z.strictObject({
        kind: z.enum(['days', 'once']),
        plan: z.string(),
        covers: z.string(),
        days: z.int(),
        amount: minor,
      }),
    )
    .readonly(),
  gross: minor,
  credited: minor,
  total: minor,
});

const refund = z.strictObject({
  kind: z.literal('refund'),
  key: z.string(),
  period: z.string(),
  amount: minor,
});

/** The shape of an entry, wherever it was read from. */
const entrySchema = z.strictObject({
  tenant: z.string(),
  sequence: z.int().positive(),
  previous: hash,
  posting: z.union([credit, claim, termination, invoice, refund]),
  hash,
});

/** A ledger as it is handed over: every entry, what it ends with, and a signature over that end. */
export const ledgerSchema = z.strictObject({
  covenant: z.literal('ledger'),
  tenant: z.string(),
  currency: z.string(),
  entries: z.array(entrySchema).readonly(),
  head: z.strictObject({ sequence: z.int().nonnegative(), hash, balance: minor }),
  signature: signatureSchema,
});

export type LedgerFile = z.output<typeof ledgerSchema>;
export type Signature = z.output<typeof signatureSchema>;

export function isEntry(value: unknown): value is Entry {
  return entrySchema.safeParse(value).success;
}
