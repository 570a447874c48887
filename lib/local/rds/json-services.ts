import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { LocalRds } from './local-rds.ts';

const request = z.object({ SecretId: z.string() });

/** The one call of Secrets Manager that a restore needs: the password that RDS manages. */
export function serveJson(rds: LocalRds, target: string, body: string, response: ServerResponse): void {
  if (target !== 'secretsmanager.GetSecretValue') {
    answer(response, 400, { __type: 'UnknownOperationException', message: `${target} is not known here` });
    return;
  }
  const { SecretId } = request.parse(JSON.parse(body));
  const SecretString = rds.secrets.read(SecretId);
  if (SecretString === undefined) {
    const message = "Secrets Manager can't find the specified secret.";
    answer(response, 400, { __type: 'ResourceNotFoundException', message });
  } else answer(response, 200, { ARN: SecretId, Name: SecretId, SecretString });
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(value));
}
