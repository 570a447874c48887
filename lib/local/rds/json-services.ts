import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { LocalRds } from './local-rds.ts';

const secretRequest = z.object({ SecretId: z.string() });
const signRequest = z.object({ KeyId: z.string(), Message: z.string() });

/** The calls of other services that a restore needs: the password that RDS keeps, and the report's signature. */
export function serveJson(rds: LocalRds, target: string, body: string, response: ServerResponse): void {
  const parsed: unknown = JSON.parse(body);
  if (target === 'secretsmanager.GetSecretValue') {
    answerSecret(rds, secretRequest.parse(parsed).SecretId, response);
  } else if (target === 'TrentService.Sign') answerSignature(signRequest.parse(parsed), response);
  else answer(response, 400, { __type: 'UnknownOperationException', message: `${target} is not known here` });
}

function answerSecret(rds: LocalRds, id: string, response: ServerResponse): void {
  const SecretString = rds.secrets.read(id);
  const message = "Secrets Manager can't find the specified secret.";
  if (SecretString === undefined) answer(response, 400, { __type: 'ResourceNotFoundException', message });
  else answer(response, 200, { ARN: id, Name: id, SecretString });
}

let key: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;

/** The public half of the key that signs local reports. */
export function localKeys() {
  key ??= generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return key;
}

/** Unlike KMS this signs a digest by hashing it again; a local signature only has to be checkable locally. */
function answerSignature({ KeyId, Message }: z.output<typeof signRequest>, response: ServerResponse): void {
  const digest = createHash('sha256').update(Buffer.from(Message, 'base64')).digest();
  const signature = sign('sha256', digest, localKeys().privateKey);
  const Signature = signature.toString('base64');
  answer(response, 200, { KeyId, Signature, SigningAlgorithm: 'ECDSA_SHA_256' });
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(value));
}
