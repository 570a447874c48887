import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { publicKeyDer, signDigest } from './keys.ts';
import type { LocalRds } from './local-rds.ts';

const secretRequest = z.object({ SecretId: z.string() });
const keyRequest = z.object({ KeyId: z.string() });
const signRequest = z.object({
  KeyId: z.string(),
  Message: z.string(),
  MessageType: z.enum(['RAW', 'DIGEST']).default('RAW'),
});

/** The calls of other services that a restore needs: the password that RDS keeps, and the report's signature. */
export function serveJson(rds: LocalRds, target: string, body: string, response: ServerResponse): void {
  const parsed: unknown = JSON.parse(body);
  if (target === 'secretsmanager.GetSecretValue') {
    answerSecret(rds, secretRequest.parse(parsed).SecretId, response);
  } else if (target === 'TrentService.Sign') answerSignature(signRequest.parse(parsed), response);
  else if (target === 'TrentService.GetPublicKey') answerPublicKey(keyRequest.parse(parsed), response);
  else answer(response, 400, { __type: 'UnknownOperationException', message: `${target} is not known here` });
}

function answerSecret(rds: LocalRds, id: string, response: ServerResponse): void {
  const SecretString = rds.secrets.read(id);
  const message = "Secrets Manager can't find the specified secret.";
  if (SecretString === undefined) answer(response, 400, { __type: 'ResourceNotFoundException', message });
  else answer(response, 200, { ARN: id, Name: id, SecretString });
}

/** As KMS does: a digest is signed as it is, a message is hashed first. */
function answerSignature(
  { KeyId, Message, MessageType }: z.output<typeof signRequest>,
  response: ServerResponse,
): void {
  const given = Buffer.from(Message, 'base64');
  const digest = MessageType === 'DIGEST' ? given : createHash('sha256').update(given).digest();
  const Signature = signDigest(digest).toString('base64');
  answer(response, 200, { KeyId, Signature, SigningAlgorithm: 'ECDSA_SHA_256' });
}

function answerPublicKey({ KeyId }: z.output<typeof keyRequest>, response: ServerResponse): void {
  const PublicKey = publicKeyDer().toString('base64');
  answer(response, 200, {
    ...{ KeyId, PublicKey, KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
    SigningAlgorithms: ['ECDSA_SHA_256'],
  });
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(value));
}
