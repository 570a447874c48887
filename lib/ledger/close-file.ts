import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { type Difference, differencesIn, signed } from './differences.ts';
import { GENESIS, hashOf } from './entry.ts';
import { hash, signatureSchema } from './shape.ts';
import type { Signer } from './signer.ts';

/** What a close came to for one tenant; the hashes tie statement and ledger to it. */
const closedTenant = z.strictObject({
  tenant: z.string(),
  ok: z.boolean(),
  /** Why it was not closed. */
  reason: z.string().nullable(),
  /** The statement's file beside this one in the month's folder. */
  statement: z.string().nullable(),
  statementHash: hash.nullable(),
  /** How long the ledger was, and the hash it ended with. */
  ledger: z.strictObject({ sequence: z.int().nonnegative(), hash }).nullable(),
});

/** A close as it is handed over: who was closed with what, and the close before it. */
export const closeSchema = z.strictObject({
  covenant: z.literal('close'),
  /** 1, 2, 3, ... over all months of an environment. */
  sequence: z.int().positive(),
  /** The hash of the close before; of the first, that of nothing. */
  previous: hash,
  environment: z.string(),
  month: z.string(),
  tenants: z.array(closedTenant).readonly(),
  hash,
  signature: signatureSchema,
});

export type CloseFile = z.output<typeof closeSchema>;
export type CloseResult = Pick<CloseFile, 'environment' | 'month' | 'tenants'>;

function bodyOfClose({
  sequence,
  previous,
  environment,
  month,
  tenants,
}: Omit<CloseFile, 'hash' | 'signature'>) {
  return { covenant: 'close' as const, sequence, previous, environment, month, tenants };
}

/** Makes and signs the close that follows another. */
export async function signClose(
  result: CloseResult,
  before: Pick<CloseFile, 'sequence' | 'hash'> | undefined,
  signer: Signer,
): Promise<CloseFile> {
  const body = bodyOfClose({
    covenant: 'close',
    sequence: (before?.sequence ?? 0) + 1,
    previous: before?.hash ?? GENESIS,
    ...result,
  });
  const own = hashOf(body);
  return { ...body, hash: own, signature: await signer.sign(own) };
}

/** Recomputes the hash of a close and checks its signature. */
export function verifyClose(file: CloseFile, key: KeyObject | undefined): readonly Difference[] {
  const own = hashOf(bodyOfClose(file));
  return [...differencesIn('hash', file.hash, own), ...signed(own, file.signature, key)];
}
