import { createECDH, generateKeyPairSync, type KeyObject } from 'node:crypto';

/** The order of P-256's group (NIST SP 800-186, section 3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const CURVE = 'prime256v1';
const BYTES = 32;

let pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;

function keys() {
  pair ??= generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return pair;
}

/** The public half of the one key there is, as SubjectPublicKeyInfo in DER: what GetPublicKey answers. */
export function publicKeyDer(): Buffer {
  return keys().publicKey.export({ type: 'spki', format: 'der' });
}

/**
 * ECDSA over a digest as it is, which Node's own signing would hash once more: what KMS does with MessageType DIGEST
 * (FIPS 186-5, section 6.4.1). It is not made to withstand someone who measures its time; the key lives as long as
 * this process.
 */
export function signDigest(digest: Buffer): Buffer {
  const d = numberOf(Buffer.from(keys().privateKey.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const z = numberOf(digest.subarray(0, BYTES));
  for (;;) {
    const nonce = createECDH(CURVE);
    // Uncompressed: a byte that says so, x, y.
    const r = numberOf(nonce.generateKeys().subarray(1, 1 + BYTES)) % ORDER;
    const s = (inverse(numberOf(nonce.getPrivateKey())) * (z + r * d)) % ORDER;
    if (r !== 0n && s !== 0n) return der(r, s);
  }
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex') || '0'}`);
}

/** By Fermat: the order is prime. */
function inverse(of: bigint): bigint {
  let [result, base, exponent] = [1n, of % ORDER, ORDER - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % ORDER;
    base = (base * base) % ORDER;
  }
  return result;
}

/** Two integers in a sequence (SEC 1, section C.5). */
function der(...values: readonly bigint[]): Buffer {
  const body = Buffer.concat(values.map(integer));
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

function integer(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  // A leading one would make it negative.
  const positive = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([0x02, positive.length]), positive]);
}
