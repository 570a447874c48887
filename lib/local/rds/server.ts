import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { LocalEnvironmentError } from '../postgres/errors.ts';
import { performAction } from './actions/perform.ts';
import { AwsError } from './aws-error.ts';
import { Form } from './form.ts';
import { serveJson } from './json-services.ts';
import type { LocalRds } from './local-rds.ts';
import { answerXml, errorXml } from './xml.ts';

/** A manifest of expected rows may be large; no call of RDS is. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Answers the RDS Query protocol over HTTP, on this machine only, and the few calls of Secrets Manager, S3 and KMS that
 * a restore makes beside it.
 */
export class RdsServer {
  readonly rds: LocalRds;
  readonly #server: Server;
  url = '';

  constructor(rds: LocalRds) {
    this.rds = rds;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** @throws LocalEnvironmentError when the port is taken or may not be used */
  async listen(port = 0): Promise<this> {
    try {
      await once(this.#server.listen(port, '127.0.0.1'), 'listening');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new LocalEnvironmentError(
        `the local RDS cannot listen there (${why}): choose another --port, or 0`,
      );
    }
    const address = this.#server.address();
    if (address !== null && typeof address !== 'string') this.url = `http://127.0.0.1:${address.port}`;
    return this;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const target = request.headers['x-amz-target'];
    if (request.method !== 'POST') {
      this.rds.objects.answer(request, body, response);
      return;
    }
    if (typeof target === 'string') {
      serveJson(this.rds, target, body, response);
      return;
    }
    await this.#answerQuery(regionOf(request), new Form(body), response);
  }

  async #answerQuery(region: string, form: Form, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const name = form.text('Action') ?? '';
    try {
      const xml = answerXml(name, requestId, await performAction(this.rds, name, region, form));
      send(response, 200, xml, requestId);
    } catch (error) {
      const known = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
      send(response, known.status, errorXml(known, requestId), requestId);
    }
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) request.destroy();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The signature is not verified, but it says which region is meant: one endpoint stands for them all. */
function regionOf(request: IncomingMessage): string {
  const scope = /Credential=[^/]+\/\d{8}\/([a-z0-9-]+)\//.exec(request.headers.authorization ?? '');
  return scope?.[1] ?? 'us-east-1';
}

function send(response: ServerResponse, status: number, xml: string, requestId: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
}
