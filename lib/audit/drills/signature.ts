import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UnreadableInputError } from '../../agreement/errors.ts';

/** A signature over a report's exact text: by a key in a file here, by one in KMS where the machine is deployed. */
export interface ReportSignature {
  readonly algorithm: string;
  /** Base64. */
  readonly value: string;
}

/** How far above a report its keys may lie: `drills/<name>/<run>.json` and `drills/keys/`. */
const LEVELS = 3;

/** Whether one of these keys signed the text. */
export function isSignedBy(
  text: string,
  { algorithm, value }: ReportSignature,
  keys: readonly KeyObject[],
): boolean {
  const hash = hashOf(algorithm);
  if (hash === undefined) return false;
  const signature = Buffer.from(value, 'base64');
  return keys.some(
    key => key.asymmetricKeyType === hash.type && verify(hash.digest, Buffer.from(text), key, signature),
  );
}

/** KMS signs the digest of the report; Ed25519 hashes by itself. */
function hashOf(algorithm: string) {
  if (algorithm === 'ECDSA_SHA_256') return { digest: 'sha256', type: 'ec' } as const;
  return algorithm === 'Ed25519' ? ({ digest: null, type: 'ed25519' } as const) : undefined;
}

/** A public key in PEM. @throws UnreadableInputError when it is none */
export function readKey(file: string): KeyObject {
  try {
    return createPublicKey(readFileSync(file));
  } catch (cause) {
    throw new UnreadableInputError(`${file} is not a public key in PEM`, { cause });
  }
}

/** The keys in a folder `keys` beside a report or a little above it. */
export function keysNear(file: string): readonly KeyObject[] {
  let folder = dirname(resolve(file));
  const found: KeyObject[] = [];
  for (let level = 0; level < LEVELS; level++) {
    found.push(...keysIn(join(folder, 'keys')));
    folder = dirname(folder);
  }
  return found;
}

/** Only public halves are opened: a private key has nothing to say about who signed. */
function keysIn(folder: string): readonly KeyObject[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(folder).filter(name => name.endsWith('.pem') && !name.startsWith('signing-key'));
  return names.map(name => readKey(join(folder, name)));
}
