import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnreadableInputError } from '../agreement/errors.ts';
import type { Signature } from './shape.ts';

/** Signs what is handed to customers: with a key in a file here, with KMS in AWS. */
export interface Signer {
  sign(text: string): Promise<Signature>;
}

/** The SHA-256 of a public key, by which people recognise it. */
function fingerprint(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

export function signerWith(key: KeyObject): Signer {
  const name = fingerprint(createPublicKey(key));
  return {
    async sign(text) {
      return { algorithm: 'Ed25519', key: name, value: sign(null, Buffer.from(text), key).toString('hex') };
    },
  };
}

/** Whether a signature over a text was made with the key. */
export function isSigned(text: string, signature: Signature, key: KeyObject): boolean {
  return (
    signature.key === fingerprint(key) &&
    verify(null, Buffer.from(text), key, Buffer.from(signature.value, 'hex'))
  );
}

const KEY_FOLDER = 'keys';
const PRIVATE = 'signing-key.pem';
const PUBLIC = 'public-key.pem';

function makeKeys(folder: string): KeyObject {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, PRIVATE);
  writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  chmodSync(path, 0o600);
  writeFileSync(join(folder, PUBLIC), publicKey.export({ type: 'spki', format: 'pem' }));
  return privateKey;
}

/** The local signer of a folder; its key is made the first time and readable by its owner alone. */
export function localSigner(out: string): Signer {
  const folder = join(out, KEY_FOLDER);
  const path = join(folder, PRIVATE);
  return signerWith(existsSync(path) ? createPrivateKey(readFileSync(path)) : makeKeys(folder));
}

/** Reads a public key. @throws UnreadableInputError when it is not one. */
export function readPublicKey(path: string): KeyObject {
  try {
    return createPublicKey(readFileSync(path));
  } catch (cause) {
    throw new UnreadableInputError(`${path} is not a public key in PEM`, { cause });
  }
}

/** The public key that lies with a signed file: in a folder `keys` beside it or above it. */
export function publicKeyNear(file: string): string | undefined {
  let folder = dirname(file);
  for (let up = 0; up < 4; up++) {
    const path = join(folder, KEY_FOLDER, PUBLIC);
    if (existsSync(path)) return path;
    folder = join(folder, '..');
  }
  return undefined;
}
