import type { KeyObject } from 'node:crypto';
import { render } from './document.ts';
import type { Signature } from './shape.ts';
import { isSigned } from './signer.ts';

/** Something that is not as it was signed, or does not follow from its evidence. */
export interface Difference {
  /** Where, such as `results.credit.amount`. */
  readonly path: string;
  readonly says: string;
  readonly recomputed: string;
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Every place in which two values differ. */
export function differencesIn(path: string, says: unknown, recomputed: unknown): readonly Difference[] {
  if (isObject(says) && isObject(recomputed)) {
    const keys = new Set([...Object.keys(says), ...Object.keys(recomputed)]);
    return [...keys].flatMap(key => differencesIn(`${path}.${key}`, says[key], recomputed[key]));
  }
  return says === recomputed ? [] : [{ path, says: show(says), recomputed: show(recomputed) }];
}

/** One difference, in words. */
export function single(path: string, says: string, recomputed: string): readonly Difference[] {
  return [{ path, says, recomputed }];
}

/** Whether a signature was made with the key over this text. */
export function signed(
  text: string,
  signature: Signature,
  key: KeyObject | undefined,
): readonly Difference[] {
  if (!key) return single('signature', signature.key, 'no public key to check it with (--key)');
  return isSigned(text, signature, key)
    ? []
    : single('signature', signature.value.slice(0, 16), 'not made with this key over this document');
}

/** A document is always written in one way; anything else was changed, even where JSON means the same. */
export function bytes(value: unknown, text: string): readonly Difference[] {
  return render(value) === text
    ? []
    : single('file', 'bytes that were changed', 'what this document is written as');
}
