import { createHash } from 'node:crypto';
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';

/** A signature as statements and ledgers carry it. */
interface Signed {
  readonly algorithm: 'Ed25519';
  readonly key: string;
  readonly value: string;
}

/** Signs with a key that never leaves KMS (key spec ECC_NIST_EDWARDS25519), verifiable offline as any Ed25519 one. */
export interface KmsSigner {
  sign(text: string): Promise<Signed>;
  /** The public key in PEM, with which `covenant verify` checks what was signed. */
  publicKey(): Promise<string>;
}

/** PEM has lines of 64 characters (RFC 7468). */
function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
}

export function kmsSigner(client: KMSClient, KeyId: string): KmsSigner {
  let known: Promise<Uint8Array> | undefined;
  const key = () => {
    known ??= readKey(client, KeyId);
    return known;
  };
  return {
    publicKey: async () => pem(await key()),
    sign: async text => {
      const answer = await client.send(
        new SignCommand({
          KeyId,
          Message: Buffer.from(text),
          MessageType: 'RAW',
          SigningAlgorithm: 'ED25519_SHA_512',
        }),
      );
      if (!answer.Signature) throw new Error('KMS answered without a signature');
      const fingerprint = createHash('sha256')
        .update(await key())
        .digest('hex');
      return {
        algorithm: 'Ed25519',
        key: fingerprint,
        value: Buffer.from(answer.Signature).toString('hex'),
      };
    },
  };
}

/** The public key as SubjectPublicKeyInfo in DER. */
async function readKey(client: KMSClient, KeyId: string): Promise<Uint8Array> {
  const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId }));
  if (!PublicKey) throw new Error('KMS answered without a public key');
  return PublicKey;
}
